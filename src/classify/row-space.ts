import { dotProducts } from './dot-products.js';

/** Samples in fewer numbers, with every dot product kept, and the way back for weights. */
export interface RowSpace {
  /** `[n, rank]`, flat */
  readonly coordinates: Float64Array;
  readonly rank: number;
  /** Weights over the coordinates, `[classes, rank]` flat, as weights over the features, `[classes, features]`. */
  lift(weights: Float64Array): Float64Array;
}

interface Factor {
  /** `[n, n]`, flat, of which `pivots.length` columns are used: the kernel of all pairs is L·Lᵀ. */
  readonly lower: Float64Array;
  /** The sample that each column was made for. */
  readonly pivots: readonly number[];
}

/** What is left of a sample's squared length, relative to the longest, below which it adds no dimension. */
const NEGLIGIBLE = 1e-10;

/**
 * Coordinates of samples in the space that they span. With more features than samples (HOG) a linear model lives in
 * that space, so that training on the coordinates gives the same model: 300 numbers a sample instead of 8,100.
 *
 * 1. The Gram matrix of all pairs is factored into L·Lᵀ by Cholesky's method, the longest remaining sample first, until
 *    what remains is negligible. Rows of L are the coordinates.
 * 2. The axes are the rows of `L⁻¹ X` over the pivots, so weights go back by one triangular solve and one product.
 *
 * @param x `[n, features]`, flat.
 */
export function rowSpace(x: Float64Array, features: number): RowSpace {
  const n = x.length / features;
  const { lower, pivots } = factor(dotProducts({ a: x, b: x, length: features }), n);
  const rank = pivots.length;
  const coordinates = new Float64Array(n * rank);
  for (let i = 0; i < n; i++) coordinates.set(lower.subarray(i * n, i * n + rank), i * rank);
  const lift = (weights: Float64Array) => {
    const lifted = new Float64Array((weights.length / rank) * features);
    for (let start = 0; start < weights.length; start += rank) {
      const shares = solve(weights.subarray(start, start + rank), { lower, pivots }, n);
      const out = lifted.subarray((start / rank) * features, (start / rank + 1) * features);
      for (let j = 0; j < rank; j++) {
        const from = pivots[j]! * features;
        for (let k = 0; k < features; k++) out[k]! += shares[j]! * x[from + k]!;
      }
    }
    return lifted;
  };
  return { coordinates, rank, lift };
}

/** Cholesky's factorisation with pivoting. */
function factor(gram: Float64Array, n: number): Factor {
  const lower = new Float64Array(n * n);
  const left = Float64Array.from({ length: n }, (_, i) => gram[i * n + i]!);
  const limit = NEGLIGIBLE * Math.max(...left);
  const pivots: number[] = [];
  for (let column = 0; column < n; column++) {
    let pivot = 0;
    for (let i = 1; i < n; i++) if (left[i]! > left[pivot]!) pivot = i;
    if (left[pivot]! <= limit) break;
    pivots.push(pivot);
    const root = Math.sqrt(left[pivot]!);
    for (let i = 0; i < n; i++) {
      let sum = gram[i * n + pivot]!;
      for (let k = 0; k < column; k++) sum -= lower[i * n + k]! * lower[pivot * n + k]!;
      lower[i * n + column] = sum / root;
      left[i]! -= (sum / root) ** 2;
    }
    left[pivot] = 0;
  }
  return { lower, pivots };
}

/** Solves `shares · Lp = weights`, Lp the pivots' rows of L, which are lower triangular. */
function solve(weights: Float64Array, { lower, pivots }: Factor, n: number): Float64Array {
  const shares = weights.slice();
  for (let j = pivots.length - 1; j >= 0; j--) {
    shares[j]! /= lower[pivots[j]! * n + j]!;
    for (let k = 0; k < j; k++) shares[k]! -= shares[j]! * lower[pivots[j]! * n + k]!;
  }
  return shares;
}
