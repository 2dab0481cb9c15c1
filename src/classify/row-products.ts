import { hasKernels } from '../kernels/kernels.js';
import { pairKernel } from '../kernels/pair-kernel.js';

/** Flat matrices of rows of `width` numbers, at least 1. */
interface RowPairs {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly width: number;
}

/**
 * The dot product of each row of `a` with each row of `b`: `[rows of a, rows of b]`, flat, float32. A kernel sums in
 * float32 (about 1e-6 of the sum of absolute products), the reference in float64. No product depends on other rows.
 */
export function rowProducts(rows: RowPairs): Float32Array {
  return hasKernels() ? pairKernel('rowProducts', rows) : rowProductsReference(rows);
}

/** As `rowProducts`, without the kernel. */
export function rowProductsReference({ a, b, width }: RowPairs): Float32Array {
  const columns = b.length / width;
  const out = new Float32Array((a.length / width) * columns);
  for (let i = 0; i < out.length; i++) {
    const from = Math.floor(i / columns) * width;
    const other = (i % columns) * width;
    let sum = 0;
    for (let k = 0; k < width; k++) sum += a[from + k]! * b[other + k]!;
    out[i] = sum;
  }
  return out;
}
