import { availableParallelism } from 'node:os';
import type { Options } from 'yargs';
import { FoveaError } from '../src/core/errors.js';
import type { Arguments } from './command.js';

/** `--workers`: how many threads share the work. */
export const workerFlag = {
  workers: {
    type: 'number',
    describe: 'threads that decode and describe images; 0: none beside the main one [default: one a core]',
  },
} as const satisfies Record<string, Options>;

const MOST_WORKERS = 256;

/** The value of `workerFlag`. @throws BAD_OPTION for anything but a small whole number. */
export function workersOf({ workers }: Arguments): number {
  if (workers === undefined) return availableParallelism();
  if (!Number.isInteger(workers) || (workers as number) < 0 || (workers as number) > MOST_WORKERS)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an integer from 0 to ${MOST_WORKERS} for --workers but received '${workers}'.`,
    );
  return workers as number;
}
