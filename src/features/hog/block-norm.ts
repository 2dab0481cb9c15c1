/** Ways to normalise a block; see `normaliseBlock`. */
export const BLOCK_NORMS = ['L1', 'L1-sqrt', 'L2', 'L2-Hys'] as const;

/** One way to normalise a block. */
export type BlockNorm = (typeof BLOCK_NORMS)[number];

/** Keeps blank blocks at 0 instead of 0 / 0. */
const EPSILON = 1e-5;

/** No single direction may count for more than this after the first pass of L2-Hys. */
const CLIP = 0.2;

/**
 * Normalises a block's values (none negative) in place.
 *
 * | norm | values become |
 * |---|---|
 * | `L1` | v / (Σv + ε) |
 * | `L1-sqrt` | √(v / (Σv + ε)) |
 * | `L2` | v / √(Σv² + ε²) |
 * | `L2-Hys` | L2, then at most 0.2, then L2 again |
 */
export function normaliseBlock(values: Float64Array, norm: BlockNorm): void {
  if (norm === 'L1' || norm === 'L1-sqrt') divide(values, sum(values) + EPSILON);
  else divide(values, lengthOf(values));
  if (norm === 'L1-sqrt') for (let i = 0; i < values.length; i++) values[i] = Math.sqrt(values[i]);
  if (norm !== 'L2-Hys') return;
  for (let i = 0; i < values.length; i++) if (values[i] > CLIP) values[i] = CLIP;
  divide(values, lengthOf(values));
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

function lengthOf(values: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] * values[i];
  return Math.sqrt(squares + EPSILON * EPSILON);
}

function divide(values: Float64Array, divisor: number): void {
  for (let i = 0; i < values.length; i++) values[i] /= divisor;
}
