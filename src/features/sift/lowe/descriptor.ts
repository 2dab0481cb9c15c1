import { fillBins, type Patch } from '../descriptor.js';
import type { Plane } from '../plane.js';
import { BINS, CELLS, DEPTH, SIDE } from '../votes.js';

/**
 * One SIFT descriptor as Lowe's program computes it, written to `out`. Beside OpenCV's (`describePatch`):
 * - the patch is centred between pixels: what rounding the position leaves over is taken off after the turn, in
 *   the axes of the patch (so does Lowe's program; in the axes of the image, descriptors agree far less);
 * - the Gaussian weight is centred there too; arctangents are true ones;
 * - the 128 numbers are rounded down.
 */
export function describeLowePatch(plane: Plane, patch: Patch, out: Float32Array): void {
  const histogram = new Float32Array(SIDE * SIDE * DEPTH);
  collect(plane, patch, histogram);
  fillBins(histogram, out);
  quantise(out);
}

function collect({ data, width, height }: Plane, patch: Patch, histogram: Float32Array): void {
  const cell = 3 * patch.scale;
  const radius = Math.round(cell * Math.SQRT2 * (CELLS + 1) * 0.5);
  const radians = (patch.angle * Math.PI) / 180;
  const cos = Math.cos(radians) / cell;
  const sin = Math.sin(radians) / cell;
  const middleX = Math.round(patch.x);
  const middleY = Math.round(patch.y);
  const restX = (patch.x - middleX) / cell;
  const restY = (patch.y - middleY) / cell;
  const lastY = Math.min(middleY + radius, height - 2);
  const lastX = Math.min(middleX + radius, width - 2);
  for (let y = Math.max(middleY - radius, 1); y <= lastY; y++)
    for (let x = Math.max(middleX - radius, 1); x <= lastX; x++) {
      // Cells from the centre, in the axes of the patch.
      const across = (x - middleX) * cos + (y - middleY) * sin - restX;
      const down = (y - middleY) * cos - (x - middleX) * sin - restY;
      const column = across + CELLS / 2 - 0.5;
      const row = down + CELLS / 2 - 0.5;
      if (!(column > -1 && column < CELLS && row > -1 && row < CELLS)) continue;
      const p = y * width + x;
      const dx = data[p + 1]! - data[p - 1]!;
      const dy = data[p + width]! - data[p - width]!;
      const weight = Math.exp((across * across + down * down) / (-0.5 * CELLS * CELLS));
      const bin = ((Math.atan2(-dy, dx) + radians) / (2 * Math.PI)) * BINS;
      vote(histogram, { column, row, bin }, Math.hypot(dx, dy) * weight);
    }
}

/** Shares a vote out between the two nearest rows, columns and orientations. */
function vote(
  histogram: Float32Array,
  { column, row, bin }: { column: number; row: number; bin: number },
  magnitude: number,
): void {
  const [row0, column0, bin0] = [Math.floor(row), Math.floor(column), Math.floor(bin)];
  const [inRow, inColumn, inBin] = [row - row0, column - column0, bin - bin0];
  const at = ((row0 + 1) * SIDE + column0 + 1) * DEPTH + (((bin0 % BINS) + BINS) % BINS);
  share(histogram, at, magnitude * (1 - inRow) * (1 - inColumn), inBin);
  share(histogram, at + DEPTH, magnitude * (1 - inRow) * inColumn, inBin);
  share(histogram, at + SIDE * DEPTH, magnitude * inRow * (1 - inColumn), inBin);
  share(histogram, at + SIDE * DEPTH + DEPTH, magnitude * inRow * inColumn, inBin);
}

/** Splits a vote between one orientation bin and the next. */
function share(histogram: Float32Array, at: number, vote: number, part: number): void {
  const next = vote * part;
  histogram[at]! += vote - next;
  histogram[at + 1]! += next;
}

/** Caps at 0.2 of the length, scales to length 512, rounds down. */
function quantise(values: Float32Array): void {
  const cap = 0.2 * length(values);
  for (let i = 0; i < values.length; i++) values[i] = Math.min(values[i]!, cap);
  const scale = 512 / Math.max(length(values), 2 ** -23);
  for (let i = 0; i < values.length; i++) values[i] = Math.min(Math.floor(values[i]! * scale), 255);
}

function length(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
