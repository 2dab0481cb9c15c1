import { hasKernels } from '../kernels/kernels.js';
import { pairKernel } from '../kernels/pair-kernel.js';
import { rowProducts, rowProductsReference } from './row-products.js';

/** The names of the additive kernels. */
export const additiveKernelNames = ['chi2', 'intersection', 'hellinger'] as const;

/** A kernel that is a sum over the numbers of two histograms. */
export type AdditiveKernelName = (typeof additiveKernelNames)[number];

/** Flat matrices of rows of `width` numbers, at least 1, none negative. */
interface RowPairs {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly width: number;
}

/**
 * An additive kernel of each row of `a` with each row of `b`: `[rows of a, rows of b]`, flat.
 * - `chi2`: Σ 2xy / (x + y), where 0 / 0 is 0
 * - `intersection`: Σ min(x, y)
 * - `hellinger`: Σ √(xy)
 *
 * WebAssembly sums in float32, the reference in float64.
 */
export function additiveKernel(name: AdditiveKernelName, rows: RowPairs): Float32Array {
  if (!hasKernels()) return additiveKernelReference(name, rows);
  if (name === 'hellinger') return rowProducts(rooted(rows));
  return pairKernel(name === 'chi2' ? 'chi2Pairs' : 'intersectionPairs', rows);
}

/** As `additiveKernel`, without WebAssembly. */
export function additiveKernelReference(name: AdditiveKernelName, rows: RowPairs): Float32Array {
  if (name === 'hellinger') return rowProductsReference(rooted(rows));
  const { a, b, width } = rows;
  const columns = b.length / width;
  const term =
    name === 'chi2'
      ? (x: number, y: number) => (x + y === 0 ? 0 : (2 * x * y) / (x + y))
      : (x: number, y: number) => Math.min(x, y);
  const out = new Float32Array((a.length / width) * columns);
  for (let i = 0; i < out.length; i++) {
    const from = Math.floor(i / columns) * width;
    const other = (i % columns) * width;
    let sum = 0;
    for (let k = 0; k < width; k++) sum += term(a[from + k]!, b[other + k]!);
    out[i] = sum;
  }
  return out;
}

/**
 * The squared distances that belong to additive kernels, k(x, x) + k(y, y) − 2 k(x, y): Σ (x − y)² / (x + y),
 * Σ |x − y| and Σ (√x − √y)². `[rows of a, rows of b]`, flat.
 */
export function additiveDistances(name: AdditiveKernelName, rows: RowPairs): Float64Array {
  const distances = Float64Array.from(additiveKernel(name, rows));
  const [own, others] = [sums(rows.a, rows.width), sums(rows.b, rows.width)];
  for (let i = 0, at = 0; i < own.length; i++)
    for (let j = 0; j < others.length; j++, at++)
      // Rounding may leave a hair less than nothing between equal rows.
      distances[at] = Math.max(0, own[i]! + others[j]! - 2 * distances[at]!);
  return distances;
}

function rooted({ a, b, width }: RowPairs): RowPairs {
  return { a: a.map(Math.sqrt), b: b.map(Math.sqrt), width };
}

/** k(x, x) of each row is the sum of its numbers, for each of these kernels. */
function sums(rows: Float32Array, width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, i) => {
    let sum = 0;
    for (let k = i * width; k < (i + 1) * width; k++) sum += rows[k]!;
    return sum;
  });
}
