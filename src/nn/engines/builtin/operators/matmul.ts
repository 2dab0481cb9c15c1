import type { Tensor } from '../../../graph/tensor.js';
import type { Prepare } from '../preparation.js';

/** Multiplications that are worth a second thread. */
const LEAST_PRODUCTS = 500_000;

/** One product of matrices; a transposed one is read the other way. Threads share out the longer side of the result. */
export const matmul: Prepare = (operation, { kernels, pointerTo, scratch, parts }) => {
  const [a, b] = operation.inputs as [Tensor, Tensor];
  const { transposeA, transposeB } = operation.attributes as { transposeA: boolean; transposeB: boolean };
  const [rows, columns] = operation.shape as [number, number];
  const inner = a.shape[transposeA ? 0 : 1]!;
  const [downA, alongA] = transposeA ? [1, rows] : [inner, 1];
  const [downB, alongB] = transposeB ? [1, inner] : [columns, 1];
  const [pa, pb, pc] = [pointerTo(a), pointerTo(b), pointerTo(operation)];
  const longer = Math.max(rows, columns);
  const ranges = parts(longer, { unit: 8, least: (LEAST_PRODUCTS * longer) / (rows * columns * inner) });
  const rooms = scratch(kernels.gemmScratch(rows, columns, inner), ranges.length);
  const product = (range: { rows: number; columns: number; a: number; b: number; c: number }, room: number) =>
    [
      'gemm',
      ...[range.rows, range.columns, inner],
      ...[pa + 4 * range.a, downA, alongA, pb + 4 * range.b, downB, alongB],
      ...[pc + 4 * range.c, columns, 0, room],
    ] as const;
  return [
    ranges.map(([from, to], i) =>
      rows > columns
        ? product({ rows: to - from, columns, a: from * downA, b: 0, c: from * columns }, rooms[i]!)
        : product({ rows, columns: to - from, a: 0, b: from * alongB, c: from }, rooms[i]!),
    ),
  ];
};
