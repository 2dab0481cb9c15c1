import { FoveaError } from '../core/errors.js';
import { type NdArray, row } from '../core/ndarray.js';
import { number, type OptionsOf, resolveOptions } from '../core/options.js';
import { hasKernels } from '../kernels/kernels.js';
import { type NearestTwo, nearestTwo } from '../kernels/nearest.js';

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

/** Options of `matchDescriptors`; what is left out takes its default. */
export type MatchOptions = Partial<OptionsOf<typeof matchOptions>>;

/**
 * For each row of `query` its nearest row of `train`, if it is unambiguous (Lowe 2004, section 7.1).
 *
 * 1. The nearest and the second nearest row by Euclidean distance are found by trying all; of equals the first. A
 *    kernel does it, with the same answer.
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
  const found =
    (hasKernels() && nearestTwo(query.data, train.data, query.shape[1])) || nearestTwoInFloat64(query, train);
  const matches: Match[] = [];
  found.indices.forEach((nearest, i) => {
    if (nearest >= 0 && found.first[i] < ratio * ratio * found.second[i])
      matches.push({ query: i, train: nearest, distance: Math.sqrt(found.first[i]) });
  });
  return matches;
}

/** As the kernel `nearestTwo`, by measuring every row in float64; index −1 where no distance is a number. */
export function nearestTwoInFloat64(query: NdArray<Float32Array>, train: NdArray<Float32Array>): NearestTwo {
  const count = query.shape[0];
  const found = {
    indices: new Int32Array(count),
    first: new Float64Array(count),
    second: new Float64Array(count),
  };
  for (let i = 0; i < count; i++)
    [found.indices[i], found.first[i], found.second[i]] = twoNearest(row(query, i), train);
  return found;
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
      for (; k < stop; k++) {
        const difference = vector[k] - data[start + k];
        distance += difference * difference;
      }
    }
    if (distance < first) {
      second = first;
      first = distance;
      index = j;
    } else if (distance < second) second = distance;
  }
  return [index, first, second];
}
