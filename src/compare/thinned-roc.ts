import type { RocPoints } from './comparison.js';

/** Points that a drawing can tell apart. */
const MOST_POINTS = 64;

/** Decimals that a drawing can tell apart. */
const DECIMALS = 4;

/**
 * A curve in at most 64 points, rounded to 4 decimals: both ends, and of the rest those next to places evenly spaced
 * along the curve (by steps right plus steps up).
 */
export function thinnedRoc({ falsePositiveRate: x, truePositiveRate: y }: RocPoints): RocPoints {
  const kept =
    x.length <= MOST_POINTS ? [...x.keys()] : spaced({ falsePositiveRate: x, truePositiveRate: y });
  const rounded = (values: readonly number[]) => kept.map((i) => Number(values[i]!.toFixed(DECIMALS)));
  return { falsePositiveRate: rounded(x), truePositiveRate: rounded(y) };
}

/** The first point of each of the stretches that the way from (0, 0) to (1, 1), 2 long, is cut into; and the last. */
function spaced({ falsePositiveRate: x, truePositiveRate: y }: RocPoints): number[] {
  const stretches = MOST_POINTS - 2;
  const stretchOf = (i: number) => Math.floor(((x[i]! + y[i]!) / 2) * stretches);
  return [...x.keys()].filter((i) => i === 0 || i === x.length - 1 || stretchOf(i) > stretchOf(i - 1));
}
