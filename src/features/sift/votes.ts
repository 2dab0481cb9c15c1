import { ArenaPlane } from '../../kernels/sift/plane-memory.js';
import { collectArenaVotes, type VoteGrid } from '../../kernels/sift/votes.js';
import { fastAtan2 } from './fast-atan2.js';
import { fillGaussianWeights } from './gaussian-weights.js';
import type { Plane } from './plane.js';

/** Spatial cells along one side of a descriptor. */
export const CELLS = 4;
/** Orientation bins of one cell. */
export const BINS = 8;
/** Cells along one side with room for what interpolation spills over the ends. */
export const SIDE = CELLS + 2;
/** Bins of one cell with room for what interpolation spills over the end. */
export const DEPTH = BINS + 1;

/**
 * The gradients of a patch, shared out linearly between the nearest cells and orientations: `[SIDE, SIDE, DEPTH]`.
 */
export function collectVotes(plane: Plane, grid: VoteGrid): Float32Array {
  if (plane instanceof ArenaPlane) return collectArenaVotes(plane, grid);
  const { fround } = Math;
  const { data, width } = plane;
  const { cos, sin, turn, binsPerDegree, firstColumn, lastColumn } = grid;
  const weights = fillGaussianWeights(new Float64Array(grid.radius + 1), grid.falloff);
  const histogram = new Float32Array(SIDE * SIDE * DEPTH);
  for (let i = grid.firstRow; i <= grid.lastRow; i++) {
    const rowWeight = weights[Math.abs(i)];
    const iSin = fround(i * sin);
    const iCos = fround(i * cos);
    const centre = (grid.centreY + i) * width + grid.centreX;
    for (let j = firstColumn, p = centre + firstColumn; j <= lastColumn; j++, p++) {
      const column = fround(fround(j * cos - iSin) + 1.5);
      const row = fround(fround(j * sin + iCos) + 1.5);
      if (!(column > -1 && column < CELLS && row > -1 && row < CELLS)) continue;
      const dx = fround(data[p + 1] - data[p - 1]);
      const dy = fround(data[p - width] - data[p + width]);
      const magnitude = Math.sqrt(dx * dx + dy * dy) * rowWeight * weights[Math.abs(j)];
      const bin = fround(fround(fastAtan2(dy, dx) - turn) * binsPerDegree);
      const row0 = Math.floor(row);
      const column0 = Math.floor(column);
      const bin0 = Math.floor(bin);
      const inBin = bin - bin0;
      const at = ((row0 + 1) * SIDE + column0 + 1) * DEPTH + (bin0 & (BINS - 1));
      const lower = magnitude * (row - row0);
      const upper = magnitude - lower;
      const upperRight = upper * (column - column0);
      const lowerRight = lower * (column - column0);
      share(histogram, at, upper - upperRight, inBin);
      share(histogram, at + DEPTH, upperRight, inBin);
      share(histogram, at + SIDE * DEPTH, lower - lowerRight, inBin);
      share(histogram, at + SIDE * DEPTH + DEPTH, lowerRight, inBin);
    }
  }
  return histogram;
}

/** Splits a vote between one orientation bin and the next. */
export function share(histogram: Float32Array, at: number, vote: number, part: number): void {
  const next = vote * part;
  histogram[at] += vote - next;
  histogram[at + 1] += next;
}
