import { OrientationBins } from './orientation-bins.js';

/** Largest component of a gradient of 8-bit pixels. */
const LARGEST = 255;

const known = new Map<number, Float32Array>();

/**
 * The edges between unsigned orientation bins as ratios dx/dy, for gradients of 8-bit pixels: bin i has those
 * that are, divided in float32, at most `cuts[i]` and greater than `cuts[i + 1]`; the first is +∞, −∞ follows the
 * last (three times, so that bins can be computed by threes).
 *
 * Exact: a cut is the largest ratio that such a gradient beyond the edge has, according to `OrientationBins`, and
 * different fractions of integers up to 255 stay different in float32 (two of them are at least 1/65,025 of their
 * size apart). Opposite directions have the same bin and the same ratio.
 */
export function orientationCuts(count: number): Float32Array {
  let cuts = known.get(count);
  if (!cuts) known.set(count, (cuts = computeCuts(count)));
  return cuts;
}

function computeCuts(count: number): Float32Array {
  const bins = new OrientationBins(count, false);
  const cuts = new Float32Array(count + 4).fill(Number.NEGATIVE_INFINITY);
  cuts[0] = Number.POSITIVE_INFINITY;
  for (let bin = 1; bin < count; bin++) {
    const slope = 1 / Math.tan((Math.PI * bin) / count);
    for (let dy = 1; dy <= LARGEST; dy++) cuts[bin] = Math.max(cuts[bin], largestRatio(bins, bin, dy, slope));
  }
  return cuts;
}

/** The largest dx/dy of a gradient in `bin` or one after it; the edge is at about `slope`. */
function largestRatio(bins: OrientationBins, bin: number, dy: number, slope: number): number {
  let dx = Math.max(-LARGEST - 1, Math.min(LARGEST, Math.floor(slope * dy) + 1));
  while (dx >= -LARGEST && bins.bin(dx, dy) < bin) dx--;
  return dx < -LARGEST ? Number.NEGATIVE_INFINITY : dx / dy;
}
