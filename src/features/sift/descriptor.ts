import type { VoteGrid } from '../../kernels/sift/votes.js';
import type { Plane } from './plane.js';
import { roundHalfEven } from './round-half-even.js';
import { BINS, CELLS, collectVotes, DEPTH, SIDE } from './votes.js';

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
  finishDescriptor(collectVotes(plane, gridOf(plane, patch)), out, roundHalfEven);
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

/** The patch in whole pixels, and what its votes are weighed by. */
function gridOf({ width, height }: Plane, patch: Patch): VoteGrid {
  const { fround } = Math;
  const cell = fround(3 * patch.scale);
  const diagonal = Math.floor(Math.hypot(width, height));
  const radius = Math.min(roundHalfEven(cell * Math.SQRT2 * (CELLS + 1) * 0.5), diagonal);
  // The histogram runs anticlockwise, as in OpenCV, and so does this angle.
  const turn = patch.angle === 0 ? 0 : fround(360 - patch.angle);
  const radians = fround(turn * fround(Math.PI / 180));
  const centreX = roundHalfEven(patch.x);
  const centreY = roundHalfEven(patch.y);
  return {
    centreX,
    centreY,
    firstRow: Math.max(-radius, 1 - centreY),
    lastRow: Math.min(radius, height - 2 - centreY),
    firstColumn: Math.max(-radius, 1 - centreX),
    lastColumn: Math.min(radius, width - 2 - centreX),
    cos: fround(Math.cos(radians) / cell),
    sin: fround(Math.sin(radians) / cell),
    turn,
    binsPerDegree: fround(BINS / 360),
    radius,
    falloff: -1 / (0.5 * CELLS * CELLS * cell * cell),
  };
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
