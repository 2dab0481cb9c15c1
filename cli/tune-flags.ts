import type { Options } from 'yargs';
import type { ParameterGrid } from '../src/classify/index.js';
import type { TuneRule } from '../src/compare/index.js';
import { FoveaError } from '../src/core/errors.js';
import type { Arguments } from './command.js';

/** Flags that choose options by trial, within the training images. */
export const tuneFlags = {
  tune: {
    type: 'boolean',
    describe: "choose options by trial within the training images, over each classifier's own grid",
  },
  'tune-grid': {
    type: 'string',
    describe: `values to choose from, as JSON: '{"C":[0.1,1,10]}'; implies --tune`,
  },
  'tune-folds': { type: 'number', describe: 'folds of the training images for --tune [default: 3]' },
} as const satisfies Record<string, Options>;

/** The value of `tuneFlags`, those of a configuration file where a flag is not given. @throws BAD_OPTION */
export function tuneOf(
  { tune, tuneGrid, tuneFolds }: Arguments,
  configured: TuneRule | undefined,
): TuneRule | undefined {
  if (tune === false) return undefined;
  if (!tune && tuneGrid === undefined && !configured) return undefined;
  return {
    ...configured,
    ...(tuneGrid !== undefined && { grid: parsedGrid(tuneGrid as string) }),
    ...(tuneFolds !== undefined && { folds: tuneFolds as number }),
  };
}

function parsedGrid(text: string): ParameterGrid {
  try {
    const grid: unknown = JSON.parse(text);
    if (typeof grid === 'object' && grid !== null && !Array.isArray(grid)) return grid as ParameterGrid;
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new FoveaError(
    'BAD_OPTION',
    `Expected a JSON object for --tune-grid, such as '{"C":[0.1,1,10]}', but received '${text}'.`,
  );
}

/** `'5,10,20'` → `[5, 10, 20]`. @throws BAD_OPTION */
export function learningCurveOf(value: unknown): number[] | undefined {
  if (value === undefined) return undefined;
  const numbers = String(value).split(',').map(Number);
  if (numbers.every((each) => Number.isInteger(each) && each > 0)) return numbers;
  throw new FoveaError(
    'BAD_OPTION',
    `Expected numbers of training images of each class for --learning-curve, such as 5,10,20, but received '${value}'.`,
  );
}
