import type { Rule } from '../lowering.js';
import { sameOrder } from '../order.js';

const columns = [1, 0];

/** Rows of a product that are few, and numbers of a matrix that are many. */
const FEW_ROWS = 16;
const LARGE = 65536;

/**
 * A product of matrices in one Gemm, however they lie: a matrix that lies by columns is a transposed one. Where the
 * rows that go through the network lie by columns (the batch innermost), so does what comes out.
 */
export const matmul: Rule = ({ inputs, attributes, shape }, lowering) => {
  const [a, b] = inputs as [(typeof inputs)[0], (typeof inputs)[0]];
  const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
  const turned = (tensor: typeof a) => sameOrder(lowering.orderOf(tensor), columns);
  const [turnA, turnB] = [transposeA !== turned(a), transposeB !== turned(b)];
  const [nameA, nameB] = [lowering.lying(a), lowering.lying(b)];
  // The runtime lays out the second matrix anew, which for few rows costs more than the product.
  const isBetterTurned = !turnA && turnB && shape[0]! <= FEW_ROWS && b.shape[0]! * b.shape[1]! >= LARGE;
  if ((turned(a) && !transposeA) || isBetterTurned)
    return {
      name: lowering.node('Gemm', [nameB, nameA], { transA: turnB ? 0 : 1, transB: turnA ? 0 : 1 }),
      order: columns,
    };
  return {
    name: lowering.node('Gemm', [nameA, nameB], { transA: turnA ? 1 : 0, transB: turnB ? 1 : 0 }),
    order: [0, 1],
  };
};
