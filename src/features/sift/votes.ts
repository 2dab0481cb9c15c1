import type { VoteGrid } from '../../kernels/sift/votes.js';
import { fastAtan2 } from './fast-atan2.js';
import { fastExp } from './fast-exp.js';
import { fusedMultiplyAdd } from './fused-multiply-add.js';
import type { Plane } from './plane.js';

/** Spatial cells along one side of a descriptor. */
export const CELLS = 4;
/** Orientation bins of one cell. */
export const BINS = 8;
/** Cells along one side with room for what interpolation spills over the ends. */
export const SIDE = CELLS + 2;
/** Bins of one cell with room for what interpolation spills over the end. */
export const DEPTH = BINS + 1;

const BINS_PER_DEGREE = Math.fround(BINS / 360);

/**
 * The gradients of a patch, shared out linearly between the nearest cells and orientations: `[SIDE, SIDE, DEPTH]`.
 * All in float32, each operation as OpenCV's program rounds it, pixel after pixel in rows.
 */
export function collectVotes(plane: Plane, grid: VoteGrid): Float32Array {
  const { fround } = Math;
  const { data, width } = plane;
  const { cos, sin, turn, firstColumn, lastColumn } = grid;
  const histogram = new Float32Array(SIDE * SIDE * DEPTH);
  for (let i = grid.firstRow; i <= grid.lastRow; i++) {
    const iSin = fround(i * sin);
    const iCos = fround(i * cos);
    const centre = (grid.centreY + i) * width + grid.centreX;
    for (let j = firstColumn, p = centre + firstColumn; j <= lastColumn; j++, p++) {
      const across = fusedMultiplyAdd(j, cos, -iSin);
      const down = fusedMultiplyAdd(j, sin, iCos);
      const column = fround(fround(across + 2) - 0.5);
      const row = fround(fround(down + 2) - 0.5);
      if (!(column > -1 && column < CELLS && row > -1 && row < CELLS)) continue;
      const dx = fround(data[p + 1] - data[p - 1]);
      const dy = fround(data[p - width] - data[p + width]);
      const weight = fastExp(-fusedMultiplyAdd(across, across, fround(down * down)) / 8);
      const vote = fround(gradientLength(dx, dy) * weight);
      const bin = fround(fround(fastAtan2(dy, dx) - turn) * BINS_PER_DEGREE);
      share(histogram, { row, column, bin }, vote);
    }
  }
  return histogram;
}

/** √(dx² + dy²), the first square unrounded. */
export function gradientLength(dx: number, dy: number): number {
  return Math.fround(Math.sqrt(fusedMultiplyAdd(dx, dx, Math.fround(dy * dy))));
}

/** Splits a vote between two rows, each part between two columns, and each of these between two bins. */
function share(
  histogram: Float32Array,
  { row, column, bin }: { readonly row: number; readonly column: number; readonly bin: number },
  vote: number,
): void {
  const { fround } = Math;
  const row0 = Math.floor(row);
  const column0 = Math.floor(column);
  const bin0 = Math.floor(bin);
  const inColumn = fround(column - column0);
  const inBin = fround(bin - bin0);
  const at = ((row0 + 1) * SIDE + column0 + 1) * DEPTH + (bin0 & (BINS - 1));
  const lower = fround(vote * fround(row - row0));
  const upper = fround(vote - lower);
  const upperRight = fround(upper * inColumn);
  const lowerRight = fround(lower * inColumn);
  shareBetweenBins(histogram, at, fround(upper - upperRight), inBin);
  shareBetweenBins(histogram, at + DEPTH, upperRight, inBin);
  shareBetweenBins(histogram, at + SIDE * DEPTH, fround(lower - lowerRight), inBin);
  shareBetweenBins(histogram, at + SIDE * DEPTH + DEPTH, lowerRight, inBin);
}

function shareBetweenBins(histogram: Float32Array, at: number, vote: number, part: number): void {
  const next = Math.fround(vote * part);
  histogram[at] += Math.fround(vote - next);
  histogram[at + 1] += next;
}
