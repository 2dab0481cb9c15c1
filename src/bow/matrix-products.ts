import { hasKernels } from '../kernels/kernels.js';
import { dotProductKernel } from '../kernels/row-pairs.js';

type Numbers = Float32Array | Float64Array;

/** Two flat matrices whose rows have `length` numbers. */
interface RowPairs {
  readonly a: Numbers;
  readonly b: Numbers;
  readonly length: number;
}

/** With so few rows in `a` the kernel would take longer to lay out `b` than to multiply. */
const FEW = 4;

/**
 * `a bᵀ`: the dot product of each row of `a` with each row of `b`, `[rows of a, rows of b]`, in float64 and summed in
 * the order of the numbers. A kernel computes it, to the last bit.
 */
export function rowProducts(pairs: RowPairs): Float64Array {
  return pairs.a.length > FEW * pairs.length && hasKernels()
    ? dotProductKernel(pairs, { stripSums: false })
    : rowProductsInOrder(pairs);
}

/** As `rowProducts`, without the kernel. */
export function rowProductsInOrder({ a, b, length }: RowPairs): Float64Array {
  const columns = length === 0 ? 0 : b.length / length;
  const out = new Float64Array(length === 0 ? 0 : (a.length / length) * columns);
  for (let at = 0; at < out.length; at++) {
    const i = Math.floor(at / columns) * length;
    const j = (at % columns) * length;
    for (let k = 0; k < length; k++) out[at]! += a[i + k]! * b[j + k]!;
  }
  return out;
}

/**
 * `aᵀ b`: the dot product of each column of `a` with each column of `b`, `[columns of a, columns of b]`, over their
 * `rows` rows.
 */
export function columnProducts({ a, b, rows }: { a: Numbers; b: Numbers; rows: number }): Float64Array {
  const turned = transposed(a, rows);
  return rowProducts({ a: turned, b: a === b ? turned : transposed(b, rows), length: rows });
}

function transposed(matrix: Numbers, rows: number): Float64Array {
  const columns = rows === 0 ? 0 : matrix.length / rows;
  const out = new Float64Array(matrix.length);
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) out[j * rows + i] = matrix[at]!;
  return out;
}
