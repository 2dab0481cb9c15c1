import { FoveaError } from '../src/core/errors.js';
import type { Shard } from '../src/extract/share.js';

/** `'2/3'` → the second of three shards; nothing → nothing. @throws BAD_OPTION */
export function shardOf(value: unknown): Shard | undefined {
  if (value === undefined) return undefined;
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(String(value));
  if (!match)
    throw new FoveaError('BAD_OPTION', `Expected i/n for --shard, such as 1/3, but received '${value}'.`);
  return { index: Number(match[1]), count: Number(match[2]) };
}
