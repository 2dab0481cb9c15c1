import { FoveaError } from '../core/errors.js';
import { type NdArray, row } from '../core/ndarray.js';
import { number, type OptionsOf, resolveOptions } from '../core/options.js';

/** Two descriptors taken to show the same thing, in OpenCV's words. */
export interface Match {
  /** Row in the first set. */
  readonly query: number;
  /** Row in the second set. */
  readonly train: number;
  /** Euclidean distance of the two. */
  readonly distance: number;
}

/** Options of `matchDescriptors`. */
export const matchOptions = {
  ratio: number({
    default: 0.8,
    min: 0,
    max: 1,
    describe:
      'keep a match only if the nearest is closer than this times the second nearest; 1 keeps nearly all',
  }),
} as const;

export type MatchOptions = Partial<OptionsOf<typeof matchOptions>>;

/**
 * For each row of `query` its nearest row of `train`, if it is unambiguous (Lowe 2004, section 7.1).
 *
 * 1. The nearest and the second nearest row by Euclidean distance are found by trying all; of equals the first.
 * 2. The match stays if its distance is below `ratio` times the second's. Where `train` has one row only,
 *    nothing competes and the match stays.
 *
 * @param query `[n, length]` @param train `[m, length]`
 * @returns in the order of `query`; empty where either set is.
 * @throws BAD_OPTION; BAD_SHAPE when the lengths differ.
 */
export function matchDescriptors(
  query: NdArray<Float32Array>,
  train: NdArray<Float32Array>,
  options: MatchOptions = {},
): Match[] {
  const { ratio } = resolveOptions('matchDescriptors', matchOptions, options);
  if (query.shape.length !== 2 || train.shape.length !== 2 || query.shape[1] !== train.shape[1])
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected two sets of descriptors of one length but received [${query.shape.join(', ')}] and [${train.shape.join(', ')}]. Extract both with the same feature.`,
    );
  const matches: Match[] = [];
  for (let i = 0; i < query.shape[0]; i++) {
    const [train1, first, second] = twoNearest(row(query, i), train);
    if (train1 >= 0 && first < ratio * ratio * second)
      matches.push({ query: i, train: train1, distance: Math.sqrt(first) });
  }
  return matches;
}

/** The nearest row and the squared distances of it and of the second nearest. */
function twoNearest(
  vector: Float32Array,
  { data, shape }: NdArray<Float32Array>,
): [index: number, first: number, second: number] {
  let index = -1;
  let first = Infinity;
  let second = Infinity;
  for (let j = 0, start = 0; j < shape[0]; j++, start += vector.length) {
    let distance = 0;
    // Most rows are out of the race long before their last number.
    for (let k = 0; k < vector.length && distance < second; ) {
      const stop = Math.min(k + 16, vector.length);
      for (; k < stop; k++) distance += (vector[k] - data[start + k]) ** 2;
    }
    if (distance < first) {
      second = first;
      first = distance;
      index = j;
    } else if (distance < second) second = distance;
  }
  return [index, first, second];
}
