import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Options } from 'yargs';
import type { Arguments } from './command.js';

/** `--cache <folder>`, `--no-cache`: where what was worked out is kept for the next time. */
export const cacheFlag = {
  cache: {
    type: 'string',
    describe:
      'folder that keeps features and results for the next time, at most 8 GB; delete it at will. --no-cache: none [default: fovea in $XDG_CACHE_HOME or ~/.cache]',
  },
} as const satisfies Record<string, Options>;

/** The value of `cacheFlag`: a folder, or nothing where none is wanted. */
export function cacheOf({ cache }: Arguments): string | undefined {
  if (cache === false) return undefined;
  if (typeof cache === 'string' && cache !== '') return cache;
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fovea');
}
