import { ArenaPlane } from '../../kernels/sift/plane-memory.js';
import { arenaOrientationVotes } from '../../kernels/sift/votes.js';
import { fastAtan2 } from './fast-atan2.js';
import { fastExp } from './fast-exp.js';
import { fusedMultiplyAdd } from './fused-multiply-add.js';
import type { Plane } from './plane.js';
import { roundHalfEven } from './round-half-even.js';
import { gradientLength } from './votes.js';

const BINS = 36;
const BINS_PER_DEGREE = Math.fround(BINS / 360);

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
  const { fround } = Math;
  const histogram = smoothed(orientationVotes(plane, at, scale));
  let highest = 0;
  for (let bin = 0; bin < BINS; bin++) highest = Math.max(highest, histogram[bin]);
  const least = fround(highest * fround(0.8));
  const peaks: Orientation[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const here = histogram[bin];
    if (here < least) continue;
    const left = histogram[(bin + BINS - 1) % BINS];
    const right = histogram[(bin + 1) % BINS];
    if (here <= left || here <= right) continue;
    const bend = fround(fround(left - 2 * here) + right);
    const offset = fround(fround(0.5 * fround(left - right)) / bend);
    const summit = fround(bin + offset);
    const turned = fround(summit < 0 ? summit + BINS : summit >= BINS ? summit - BINS : summit);
    const angle = fusedMultiplyAdd(-10, turned, 360);
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
  const { fround } = Math;
  const radius = roundHalfEven(fround(4.5 * scale));
  const sigma = fround(1.5 * scale);
  const falloff = fround(-1 / fround(fround(2 * sigma) * sigma));
  const firstX = Math.max(at.x - radius, 1);
  const lastX = Math.min(at.x + radius, width - 2);
  const firstY = Math.max(at.y - radius, 1);
  const lastY = Math.min(at.y + radius, height - 2);
  if (plane instanceof ArenaPlane)
    return arenaOrientationVotes(plane, { x: at.x, y: at.y, firstX, lastX, firstY, lastY, falloff });
  const histogram = new Float32Array(BINS);
  for (let y = firstY; y <= lastY; y++) {
    for (let x = firstX, p = y * width + firstX; x <= lastX; x++, p++) {
      const dx = fround(data[p + 1] - data[p - 1]);
      const dy = fround(data[p - width] - data[p + width]);
      const weight = fastExp(fround(((x - at.x) ** 2 + (y - at.y) ** 2) * falloff));
      const bin = roundHalfEven(fround(fastAtan2(dy, dx) * BINS_PER_DEGREE)) % BINS;
      histogram[bin] += fround(weight * gradientLength(dx, dy));
    }
  }
  return histogram;
}

/**
 * A histogram smoothed by (1, 4, 6, 4, 1)/16, which the next call overwrites. OpenCV's program smooths 32 bins at once, in
 * another order than the rest.
 */
function smoothed(histogram: Float32Array): Float32Array {
  const { fround } = Math;
  for (let i = 0; i < BINS + 4; i++) wrapped[i] = histogram[(i + BINS - 2) % BINS];
  for (let i = 0; i < BINS; i++) {
    const far = fround(wrapped[i] + wrapped[i + 4]);
    const near = fround(wrapped[i + 1] + wrapped[i + 3]);
    const here = wrapped[i + 2];
    smooth[i] =
      i < 32
        ? fusedMultiplyAdd(far, 1 / 16, fround(near / 4 + fround(here * 0.375)))
        : fusedMultiplyAdd(here, 0.375, fround(far / 16 + near / 4));
  }
  return smooth;
}

const wrapped = new Float32Array(BINS + 4);
const smooth = new Float32Array(BINS);
