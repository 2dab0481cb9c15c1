import { dotProducts } from './dot-products.js';

/** A kernel with all its parameters. */
export interface SvmKernel {
  /** `linear`: x·y. `rbf`: exp(−γ‖x − y‖²). `poly`: (γ x·y + coef0)^degree. */
  readonly kernel: 'linear' | 'rbf' | 'poly';
  readonly gamma: number;
  readonly degree: number;
  readonly coef0: number;
}

/** The kernel of each row of `a` with each row of `b`: `[rows of a, rows of b]`, flat. */
export function kernelMatrix(
  rows: { readonly a: Float64Array; readonly b: Float64Array; readonly length: number },
  parameters: SvmKernel,
): Float64Array {
  const { kernel, gamma, degree, coef0 } = parameters;
  const matrix = dotProducts(rows);
  if (kernel === 'poly') return matrix.map((dot) => (gamma * dot + coef0) ** degree);
  if (kernel === 'linear') return matrix;
  const squaresA = squaredLengths(rows.a, rows.length);
  const squaresB = squaredLengths(rows.b, rows.length);
  const columns = squaresB.length;
  for (let i = 0; i < squaresA.length; i++) {
    for (let j = 0; j < columns; j++) {
      // Rounding may leave a hair less than nothing between equal rows.
      const squared = Math.max(0, squaresA[i]! + squaresB[j]! - 2 * matrix[i * columns + j]!);
      matrix[i * columns + j] = Math.exp(-gamma * squared);
    }
  }
  return matrix;
}

/** scikit-learn's gamma `scale`: 1 / (features · variance of all numbers), 1 where they do not vary. */
export function scaleGamma(x: Float32Array, features: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]!;
  const mean = sum / x.length;
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += (x[i]! - mean) ** 2;
  const variance = squares / x.length;
  return variance === 0 ? 1 : 1 / (features * variance);
}

function squaredLengths(x: Float64Array, length: number): Float64Array {
  return Float64Array.from({ length: x.length / length }, (_, i) => {
    let sum = 0;
    for (let k = i * length; k < (i + 1) * length; k++) sum += x[k]! * x[k]!;
    return sum;
  });
}
