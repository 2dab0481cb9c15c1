import { fastAtan2 } from './fast-atan2.js';
import type { Plane } from './plane.js';
import { roundHalfEven } from './round-half-even.js';

/** Spatial cells along one side. */
export const CELLS = 4;
/** Orientation bins of one cell. */
export const BINS = 8;
/** Cells along one side, with room for what interpolation spills over their ends. */
export const SIDE = CELLS + 2;
/** Bins of one cell, with room for the same. */
export const DEPTH = BINS + 1;

/** Numbers in one SIFT descriptor. */
export const DESCRIPTOR_LENGTH = CELLS * CELLS * BINS;

/** A patch in the pixels of one plane of the scale space. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  /** The keypoint's σ: half its size. A cell is three times as wide. */
  readonly scale: number;
  /** Degrees, clockwise on screen. */
  readonly angle: number;
}

/**
 * One SIFT descriptor (Lowe 2004, section 6), written to `out` as 128 whole numbers 0–255.
 *
 * 1. Gradients around the rounded position, weighted by magnitude and a Gaussian as wide as two cells, are
 *    shared out linearly between the nearest of 4 × 4 cells and 8 orientations, in axes turned by the angle.
 * 2. The vector is capped at 0.2 of its length, scaled to length 512, rounded and clamped to 255.
 *
 * Pixels outside the plane, and its outermost ones, which have no gradient, add nothing.
 */
export function describePatch(plane: Plane, patch: Patch, out: Float32Array): void {
  const histogram = new Float32Array(SIDE * SIDE * DEPTH);
  collect(plane, patch, histogram);
  finishDescriptor(histogram, out, roundHalfEven);
}

/** Step 2 of `describePatch`: from the shares of `SIDE` × `SIDE` × `DEPTH` bins to 128 whole numbers. */
export function finishDescriptor(
  histogram: Float32Array,
  out: Float32Array,
  round: (value: number) => number,
): void {
  let i = 0;
  for (let row = 1; row <= CELLS; row++)
    for (let column = 1; column <= CELLS; column++) {
      const cell = (row * SIDE + column) * DEPTH;
      histogram[cell] += histogram[cell + BINS];
      for (let bin = 0; bin < BINS; bin++) out[i++] = histogram[cell + bin];
    }
  quantise(out, round);
}

function collect({ data, width, height }: Plane, patch: Patch, histogram: Float32Array): void {
  const { fround } = Math;
  const cell = fround(3 * patch.scale);
  const diagonal = Math.floor(Math.hypot(width, height));
  const radius = Math.min(roundHalfEven(cell * Math.SQRT2 * (CELLS + 1) * 0.5), diagonal);
  // The histogram runs anticlockwise, as in OpenCV, and so does this angle.
  const turn = patch.angle === 0 ? 0 : fround(360 - patch.angle);
  const radians = fround(turn * fround(Math.PI / 180));
  const cos = fround(Math.cos(radians) / cell);
  const sin = fround(Math.sin(radians) / cell);
  const weights = gaussianWeights(radius, cell);
  const centreX = roundHalfEven(patch.x);
  const centreY = roundHalfEven(patch.y);
  const iFirst = Math.max(-radius, 1 - centreY);
  const iLast = Math.min(radius, height - 2 - centreY);
  const jFirst = Math.max(-radius, 1 - centreX);
  const jLast = Math.min(radius, width - 2 - centreX);
  for (let i = iFirst; i <= iLast; i++) {
    const rowWeight = weights[Math.abs(i)];
    const iSin = fround(i * sin);
    const iCos = fround(i * cos);
    for (let j = jFirst, p = (centreY + i) * width + centreX + jFirst; j <= jLast; j++, p++) {
      const column = fround(fround(j * cos - iSin) + 1.5);
      const row = fround(fround(j * sin + iCos) + 1.5);
      if (!(column > -1 && column < CELLS && row > -1 && row < CELLS)) continue;
      const dx = fround(data[p + 1] - data[p - 1]);
      const dy = fround(data[p - width] - data[p + width]);
      const magnitude = Math.sqrt(dx * dx + dy * dy) * rowWeight * weights[Math.abs(j)];
      const bin = fround(fround(fastAtan2(dy, dx) - turn) * fround(BINS / 360));
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
}

/** Splits a vote between one orientation bin and the next. */
export function share(histogram: Float32Array, at: number, vote: number, part: number): void {
  const next = vote * part;
  histogram[at] += vote - next;
  histogram[at + 1] += next;
}

/** exp(−k² / (2 (2·cell)²)) for k = 0 … radius; the weight of a pixel is the product for its row and column. */
function gaussianWeights(radius: number, cell: number): Float64Array {
  const falloff = -1 / (0.5 * CELLS * CELLS * cell * cell);
  return Float64Array.from({ length: radius + 1 }, (_, k) => Math.exp(k * k * falloff));
}

function quantise(out: Float32Array, round: (value: number) => number): void {
  const cap = 0.2 * length(out);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(out[i], cap);
  const scale = 512 / Math.max(length(out), 2 ** -23);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(round(out[i] * scale), 255);
}

function length(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}
