import type { Tensor } from '../../../graph/tensor.js';
import type { Prepare } from '../operator-kernels.js';

/** One product of matrices; a transposed one is read the other way. */
export const matmul: Prepare = (operation, { kernels, pointerTo, scratch }) => {
  const [a, b] = operation.inputs as [Tensor, Tensor];
  const { transposeA, transposeB } = operation.attributes as { transposeA: boolean; transposeB: boolean };
  const [rows, columns] = operation.shape as [number, number];
  const inner = a.shape[transposeA ? 0 : 1]!;
  const [downA, alongA] = transposeA ? [1, rows] : [inner, 1];
  const [downB, alongB] = transposeB ? [1, inner] : [columns, 1];
  const [pa, pb, pc] = [pointerTo(a), pointerTo(b), pointerTo(operation)];
  const room = scratch(kernels.gemmScratch(rows, columns, inner));
  return () => kernels.gemm(rows, columns, inner, pa, downA, alongA, pb, downB, alongB, pc, 0, room);
};
