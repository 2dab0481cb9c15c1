import { sizeOf } from '../../../core/ndarray.js';
import type { Operation, Tensor } from '../../graph/tensor.js';

/** Products of matrices with at most so many columns and rows between them. */
const MOST_INNER = 32;

/** The least numbers of a result that is worth it. */
const LEAST_NUMBERS = 65536;

/** A product of matrices as kernels are told it. Distances of rows and columns are in floats. */
export interface MatrixProduct {
  readonly columns: number;
  readonly inner: number;
  readonly downA: number;
  readonly alongA: number;
  readonly downB: number;
  readonly alongB: number;
}

/**
 * The gradient of a large dense layer by its weights, for a batch so small that the two matrices it is the product of
 * are far smaller than it is.
 */
export function isSmallProduct(tensor: Tensor): tensor is Operation {
  if (tensor.kind !== 'operation' || tensor.operator.name !== 'matmul') return false;
  return productOf(tensor).inner <= MOST_INNER && sizeOf(tensor.shape) >= LEAST_NUMBERS;
}

/** How a product of matrices is to be read. */
export function productOf({ inputs: [a], attributes, shape }: Operation): MatrixProduct {
  const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
  const [rows, columns] = shape as [number, number];
  const inner = a!.shape[transposeA ? 0 : 1]!;
  return {
    columns,
    inner,
    downA: transposeA ? 1 : inner,
    alongA: transposeA ? rows : 1,
    downB: transposeB ? 1 : columns,
    alongB: transposeB ? inner : 1,
  };
}
