import { describeValue, FoveaError } from '../core/errors.js';

/** One of `count` shares of a job, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * A shard's share of a list: consecutive items, so that shares laid end to end are the list again. Shares differ in
 * length by one at most, and are empty where there are more shards than items.
 * @throws BAD_OPTION unless `1 ≤ index ≤ count`, both whole numbers.
 */
export function shareOf<T>(items: readonly T[], { index, count }: Shard): T[] {
  if (!Number.isInteger(index) || !Number.isInteger(count) || index < 1 || index > count)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a shard i/n with 1 ≤ i ≤ n, such as 1/3, but received ${describeValue(index)} of ${describeValue(count)}.`,
    );
  const start = (k: number) => Math.floor((items.length * k) / count);
  return items.slice(start(index - 1), start(index));
}
