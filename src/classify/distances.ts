import { hasKernels } from '../kernels/kernels.js';
import { dotProductKernel, squaredDistanceKernel } from '../kernels/row-pairs.js';

/** The names of the distances. */
export const distanceNames = ['euclidean', 'manhattan', 'cosine', 'chi2'] as const;

/** How far two vectors are apart. */
export type DistanceName = (typeof distanceNames)[number];

/**
 * The distance of `x` from each row of a flat matrix, written into `out`.
 * - `euclidean`: √Σ(a − b)²
 * - `manhattan`: Σ|a − b|
 * - `cosine`: 1 − a·b / (|a| |b|); 1 where a vector is all zeros
 * - `chi2`: ½ Σ(a − b)² / (a + b), for histograms: no negative numbers; 0/0 counts 0
 */
export const distancesFrom: Readonly<
  Record<DistanceName, (x: Float32Array, rows: Float32Array, out: Float64Array) => void>
> = {
  euclidean(x, rows, out) {
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let sum = 0;
      for (let j = 0; j < x.length; j++) {
        const difference = x[j]! - rows[start + j]!;
        sum += difference * difference;
      }
      out[i] = Math.sqrt(sum);
    }
  },
  manhattan(x, rows, out) {
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let sum = 0;
      for (let j = 0; j < x.length; j++) sum += Math.abs(x[j]! - rows[start + j]!);
      out[i] = sum;
    }
  },
  cosine(x, rows, out) {
    let own = 0;
    for (let j = 0; j < x.length; j++) own += x[j]! * x[j]!;
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let dot = 0;
      let other = 0;
      for (let j = 0; j < x.length; j++) {
        dot += x[j]! * rows[start + j]!;
        other += rows[start + j]! * rows[start + j]!;
      }
      out[i] = cosineDistance(dot, own * other);
    }
  },
  chi2(x, rows, out) {
    for (let i = 0; i < out.length; i++) {
      const start = i * x.length;
      let sum = 0;
      for (let j = 0; j < x.length; j++) {
        const total = x[j]! + rows[start + j]!;
        if (total > 0) sum += (x[j]! - rows[start + j]!) ** 2 / total;
      }
      out[i] = sum / 2;
    }
  },
};

/** Flat matrices of rows of `length` numbers. */
interface Rows {
  readonly x: Float32Array;
  readonly rows: Float32Array;
  readonly length: number;
}

/**
 * The distance of each row of `x` from each row of `rows`: `[rows of x, rows]`, flat. Kernels compute `euclidean` and
 * `cosine`, summing in the order of `distancesFrom`, to the last bit.
 */
export function distanceMatrix(distance: DistanceName, { x, rows, length }: Rows): Float64Array {
  if (hasKernels() && distance === 'euclidean')
    return squaredDistanceKernel({ a: x, b: rows, length }).map(Math.sqrt);
  if (hasKernels() && distance === 'cosine') return cosineDistances({ x, rows, length });
  const count = rows.length / length;
  const found = new Float64Array((x.length / length) * count);
  for (let i = 0; i < x.length / length; i++)
    distancesFrom[distance](
      x.subarray(i * length, (i + 1) * length),
      rows,
      found.subarray(i * count, (i + 1) * count),
    );
  return found;
}

function cosineDistances({ x, rows, length }: Rows): Float64Array {
  const found = dotProductKernel({ a: x, b: rows, length }, { stripSums: false });
  const own = squaredLengths(x, length);
  const others = squaredLengths(rows, length);
  for (let i = 0, at = 0; i < own.length; i++)
    for (let j = 0; j < others.length; j++, at++)
      found[at] = cosineDistance(found[at]!, own[i]! * others[j]!);
  return found;
}

function cosineDistance(dot: number, squaredLengths: number): number {
  return squaredLengths === 0 ? 1 : Math.max(0, 1 - dot / Math.sqrt(squaredLengths));
}

function squaredLengths(rows: Float32Array, length: number): Float64Array {
  return Float64Array.from({ length: rows.length / length }, (_, i) => {
    let sum = 0;
    for (let k = i * length; k < (i + 1) * length; k++) sum += rows[k]! * rows[k]!;
    return sum;
  });
}
