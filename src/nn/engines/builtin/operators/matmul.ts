import type { Tensor } from '../../../graph/tensor.js';
import type { Preparation, Prepare, Range } from '../preparation.js';

/** Multiplications that are worth a second thread. */
const LEAST_PRODUCTS = 100_000;

/** Rows and columns that the kernel computes at once: kernels/nn/pack.ts, where products are fused. */
const TILE = { rows: 6, columns: 8 };

/** Multiplications that take as long as laying out one number. */
const LAYING_OUT = 6;

/** One product of matrices; a transposed one is read the other way. Threads share out rows or columns of the result. */
export const matmul: Prepare = (operation, { kernels, pointerTo, scratch, parts }) => {
  const [a, b] = operation.inputs as [Tensor, Tensor];
  const { transposeA, transposeB } = operation.attributes as { transposeA: boolean; transposeB: boolean };
  const [rows, columns] = operation.shape as [number, number];
  const inner = a.shape[transposeA ? 0 : 1]!;
  const [downA, alongA] = transposeA ? [1, rows] : [inner, 1];
  const [downB, alongB] = transposeB ? [1, inner] : [columns, 1];
  const [pa, pb, pc] = [pointerTo(a), pointerTo(b), pointerTo(operation)];
  const { side, ranges } = sharedOut([rows, columns, inner], parts);
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
      side === 'rows'
        ? product({ rows: to - from, columns, a: from * downA, b: 0, c: from * columns }, rooms[i]!)
        : product({ rows, columns: to - from, a: 0, b: from * alongB, c: from }, rooms[i]!),
    ),
  ];
};

/** The side of the result by which its largest part is least work, and the parts. */
function sharedOut(
  [rows, columns, inner]: readonly [rows: number, columns: number, inner: number],
  parts: Preparation['parts'],
): { readonly side: 'rows' | 'columns'; readonly ranges: readonly Range[] } {
  const least = LEAST_PRODUCTS / inner;
  const byRows = parts(rows, { unit: TILE.rows, least: least / columns });
  const byColumns = parts(columns, { unit: TILE.columns, least: least / rows });
  const workOf = (down: number, across: number) =>
    Math.ceil(down / TILE.rows) * TILE.rows * Math.ceil(across / TILE.columns) * TILE.columns +
    LAYING_OUT * (down + across);
  const isByRows = workOf(byRows[0]![1], columns) < workOf(rows, byColumns[0]![1]);
  return isByRows ? { side: 'rows', ranges: byRows } : { side: 'columns', ranges: byColumns };
}
