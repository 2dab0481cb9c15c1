import { ArenaPlane } from '../../kernels/sift/plane-memory.js';
import { arenaOrientationVotes } from '../../kernels/sift/votes.js';
import { fastAtan2 } from './fast-atan2.js';
import { fillGaussianWeights } from './gaussian-weights.js';
import type { Plane } from './plane.js';
import { roundHalfEven } from './round-half-even.js';

const BINS = 36;

/** A peak of an orientation histogram. */
export interface Orientation {
  /** Degrees in [0, 360), clockwise on screen. */
  readonly angle: number;
  /** Height of the histogram there. */
  readonly weight: number;
}

/**
 * Dominant gradient directions around a pixel (Lowe 2004, section 5).
 *
 * 1. Gradients within 4.5·scale pixels vote into 36 bins by magnitude × Gaussian of 1.5·scale.
 * 2. The histogram is smoothed once by (1, 4, 6, 4, 1)/16.
 * 3. Every local maximum of at least 0.8 times the highest gives one direction, refined by a parabola.
 *
 * @param scale the keypoint's σ in pixels of the plane: half its size.
 * @returns in the order of the bins; empty where there is no gradient at all.
 */
export function orientations(plane: Plane, at: { x: number; y: number }, scale: number): Orientation[] {
  const histogram = smoothed(orientationVotes(plane, at, scale));
  const highest = histogram.reduce((a, b) => Math.max(a, b));
  const peaks: Orientation[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const here = histogram[bin];
    const left = histogram[(bin + BINS - 1) % BINS];
    const right = histogram[(bin + 1) % BINS];
    if (here <= left || here <= right || here < Math.fround(highest * 0.8)) continue;
    const summit = (bin + (0.5 * (left - right)) / (left - 2 * here + right) + BINS) % BINS;
    const angle = Math.fround(360 - Math.fround((360 / BINS) * summit));
    peaks.push({ angle: angle >= 360 ? 0 : angle, weight: here });
  }
  return peaks;
}

/**
 * Votes of the gradients in a window around a pixel: 36 bins, before smoothing.
 * @param scale the keypoint's σ in pixels of the plane.
 */
export function orientationVotes(plane: Plane, at: { x: number; y: number }, scale: number): Float32Array {
  const { data, width, height } = plane;
  const radius = roundHalfEven(4.5 * scale);
  const falloff = -1 / (2 * (1.5 * scale) ** 2);
  const firstX = Math.max(at.x - radius, 1);
  const lastX = Math.min(at.x + radius, width - 2);
  const firstY = Math.max(at.y - radius, 1);
  const lastY = Math.min(at.y + radius, height - 2);
  if (plane instanceof ArenaPlane)
    return arenaOrientationVotes(plane, { ...at, firstX, lastX, firstY, lastY, radius, falloff });
  const weights = fillGaussianWeights(new Float64Array(radius + 1), falloff);
  const histogram = new Float32Array(BINS);
  for (let y = firstY; y <= lastY; y++) {
    const rowWeight = weights[Math.abs(y - at.y)];
    for (let x = firstX, p = y * width + firstX; x <= lastX; x++, p++) {
      const dx = Math.fround(data[p + 1] - data[p - 1]);
      const dy = Math.fround(data[p - width] - data[p + width]);
      const bin = Math.round(fastAtan2(dy, dx) * (BINS / 360)) % BINS;
      histogram[bin] += rowWeight * weights[Math.abs(x - at.x)] * Math.sqrt(dx * dx + dy * dy);
    }
  }
  return histogram;
}

function smoothed(histogram: Float32Array): Float32Array {
  const at = (i: number) => histogram[(i + BINS) % BINS];
  return histogram.map(
    (here, i) => (at(i - 2) + at(i + 2)) / 16 + ((at(i - 1) + at(i + 1)) * 4) / 16 + (here * 6) / 16,
  );
}
