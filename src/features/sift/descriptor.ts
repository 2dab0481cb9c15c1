import { ArenaPlane } from '../../kernels/sift/plane-memory.js';
import { describeArenaPatch, type VoteGrid } from '../../kernels/sift/votes.js';
import { fusedMultiplyAdd } from './fused-multiply-add.js';
import type { Plane } from './plane.js';
import { roundHalfEven } from './round-half-even.js';
import { BINS, CELLS, collectVotes, DEPTH, SIDE } from './votes.js';

/** Numbers in one SIFT descriptor. */
export const DESCRIPTOR_LENGTH = CELLS * CELLS * BINS;

/** Floats in the registers that OpenCV's program adds squares in. */
const LANES = 16;

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
  const grid = gridOf(plane, patch);
  if (plane instanceof ArenaPlane) describeArenaPatch(plane, grid, out);
  else {
    fillBins(collectVotes(plane, grid), out);
    quantise(out);
  }
}

/** The bins that a patch has, in the order of the descriptor, from the shares of `SIDE` × `SIDE` × `DEPTH` bins. */
export function fillBins(histogram: Float32Array, out: Float32Array): void {
  let i = 0;
  for (let row = 1; row <= CELLS; row++)
    for (let column = 1; column <= CELLS; column++) {
      const cell = (row * SIDE + column) * DEPTH;
      histogram[cell] += histogram[cell + BINS];
      for (let bin = 0; bin < BINS; bin++) out[i++] = histogram[cell + bin];
    }
}

/** The patch in whole pixels, and what its votes are weighed by. */
function gridOf({ width, height }: Plane, patch: Patch): VoteGrid {
  const { fround } = Math;
  const cell = fround(3 * patch.scale);
  const diagonal = Math.floor(Math.sqrt(width * width + height * height));
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
    cos: fround(fround(Math.cos(radians)) / cell),
    sin: fround(fround(Math.sin(radians)) / cell),
    turn,
  };
}

/** Step 2 of `describePatch`. */
function quantise(values: Float32Array): void {
  const { fround } = Math;
  const cap = fround(fround(Math.sqrt(squaredLength(values))) * fround(0.2));
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.min(values[i], cap);
    sum = fusedMultiplyAdd(values[i], values[i], sum);
  }
  const scale = fround(512 / Math.max(fround(Math.sqrt(sum)), 2 ** -23));
  for (let i = 0; i < values.length; i++) values[i] = Math.min(roundHalfEven(fround(values[i] * scale)), 255);
}

/** In sixteen partial sums, the upper half of which is added to the lower until one is left. */
function squaredLength(values: Float32Array): number {
  const sums = new Float32Array(LANES);
  for (let i = 0; i < values.length; i++)
    sums[i % LANES] = fusedMultiplyAdd(values[i], values[i], sums[i % LANES]);
  for (let half = LANES / 2; half >= 1; half /= 2) for (let i = 0; i < half; i++) sums[i] += sums[half + i];
  return sums[0];
}
