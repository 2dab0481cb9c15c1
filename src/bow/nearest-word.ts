import { hasKernels } from '../kernels/kernels.js';
import { nearestTwo } from '../kernels/nearest.js';

/** Flat matrices whose rows have `length` numbers. */
interface Rows {
  readonly descriptors: Float32Array;
  readonly centroids: Float32Array;
  readonly length: number;
}

/** The nearest word of each descriptor, and how far it is. */
export interface NearestWords {
  /** −1 where a descriptor holds NaN or infinity. */
  readonly words: Int32Array;
  /** Squared Euclidean distances. */
  readonly distances: Float64Array;
}

/**
 * The nearest centroid of each descriptor by Euclidean distance; ties go to the lower index. A kernel finds it, with
 * the words and distances of `nearestWordsInFloat64`; what it does not take goes there.
 */
export function nearestWords(rows: Rows): NearestWords {
  const found = hasKernels() && nearestTwo(rows.descriptors, rows.centroids, rows.length);
  return found ? { words: found.indices, distances: found.first } : nearestWordsInFloat64(rows);
}

/** As `nearestWords`, by measuring every centroid in float64. */
export function nearestWordsInFloat64({ descriptors, centroids, length }: Rows): NearestWords {
  const count = length === 0 ? 0 : descriptors.length / length;
  const words = new Int32Array(count);
  const distances = new Float64Array(count);
  const x = new Float64Array(length);
  const c = Float64Array.from(centroids);
  const squared = new Float64Array(length === 0 ? 0 : c.length / length);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < length; j++) x[j] = descriptors[i * length + j]!;
    squaredDistances(x, c, squared);
    let word = -1;
    let best = Infinity;
    for (let k = 0; k < squared.length; k++) {
      if (squared[k]! < best) {
        best = squared[k]!;
        word = k;
      }
    }
    words[i] = word;
    distances[i] = best;
  }
  return { words, distances };
}

/**
 * The squared distance of `x` from each row of `c`. Four rows at a time, so that each number of `x` is read once for
 * four sums; each sum runs in the order of the numbers, so that equal rows tie exactly.
 */
function squaredDistances(x: Float64Array, c: Float64Array, out: Float64Array): void {
  const length = x.length;
  const four = out.length - (out.length % 4);
  for (let k = 0; k < four; k += 4) {
    const o0 = k * length;
    const o1 = o0 + length;
    const o2 = o1 + length;
    const o3 = o2 + length;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < length; j++) {
      const value = x[j]!;
      const d0 = value - c[o0 + j]!;
      const d1 = value - c[o1 + j]!;
      const d2 = value - c[o2 + j]!;
      const d3 = value - c[o3 + j]!;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    out[k] = s0;
    out[k + 1] = s1;
    out[k + 2] = s2;
    out[k + 3] = s3;
  }
  for (let k = four; k < out.length; k++) {
    let sum = 0;
    for (let j = 0; j < length; j++) {
      const difference = x[j]! - c[k * length + j]!;
      sum += difference * difference;
    }
    out[k] = sum;
  }
}
