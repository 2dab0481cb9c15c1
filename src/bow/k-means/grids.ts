import type { Grids } from '../../kernels/k-means/point-format.js';
import type { Points } from './points.js';

export type { Grids };

/** What is added to a float64 and taken from it again, to round it to a grid of so wide steps. */
const roundingTo = (exponent: number): number => 1.5 * 2 ** (52 + exponent);

/**
 * Grids for sums of float32 points and of their squared distances that are exact in float64, whatever the order: of
 * `count` numbers of at most 2ᵐ each, rounded to multiples of 2^(m + log₂ count − 52), every partial sum is one of
 * 2⁵³ multiples. Numbers above 2^(log₂ count − 29) of the largest are not rounded at all. Whole numbers need no grid.
 */
export function gridsOf({ data, count, length }: Points): Grids {
  if (data instanceof Uint8Array) return { points: 0, distances: 0 };
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  const exponent = Math.ceil(Math.log2(largest || 1));
  const counted = Math.ceil(Math.log2(count + 1));
  const squared = 2 * exponent + 2 + Math.ceil(Math.log2(length));
  return { points: roundingTo(exponent + counted - 52), distances: roundingTo(squared + counted - 52) };
}
