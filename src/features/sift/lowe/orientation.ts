import type { Orientation } from '../orientation.js';
import type { Plane } from '../plane.js';
import type { RefinedExtremum } from '../refine.js';

const BINS = 36;
const SMOOTHINGS = 6;

/**
 * Dominant gradient directions as Lowe's program finds them. Beside OpenCV's (`orientations`):
 * - the window is a disc around the sub-pixel position, not a square around the pixel;
 * - bins are cut at multiples of 10°, not around them;
 * - the histogram is smoothed six times by (1, 1, 1)/3.
 */
export function loweOrientations(
  plane: Plane,
  at: Pick<RefinedExtremum, 'x' | 'y' | 'offset'>,
  scale: number,
): Orientation[] {
  let histogram = discHistogram(plane, { x: at.x + at.offset[0], y: at.y + at.offset[1] }, 1.5 * scale);
  for (let i = 0; i < SMOOTHINGS; i++) histogram = averaged(histogram);
  const highest = histogram.reduce((a, b) => Math.max(a, b));
  const peaks: Orientation[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const here = histogram[bin]!;
    const left = histogram[(bin + BINS - 1) % BINS]!;
    const right = histogram[(bin + 1) % BINS]!;
    if (here <= left || here <= right || here < 0.8 * highest) continue;
    const summit = bin + 0.5 + (0.5 * (left - right)) / (left - 2 * here + right);
    peaks.push({ angle: Math.fround(((360 / BINS) * (summit + BINS)) % 360), weight: here });
  }
  return peaks;
}

/** Gradients within three `sigma` of the centre, by direction (clockwise on screen), with a Gaussian of `sigma`. */
function discHistogram(
  { data, width, height }: Plane,
  centre: { readonly x: number; readonly y: number },
  sigma: number,
): Float64Array {
  const histogram = new Float64Array(BINS);
  const radius = Math.max(Math.floor(3 * sigma), 1);
  const [middleX, middleY] = [Math.round(centre.x), Math.round(centre.y)];
  const lastY = Math.min(middleY + radius, height - 2);
  const lastX = Math.min(middleX + radius, width - 2);
  for (let y = Math.max(middleY - radius, 1); y <= lastY; y++)
    for (let x = Math.max(middleX - radius, 1); x <= lastX; x++) {
      const squaredDistance = (x - centre.x) ** 2 + (y - centre.y) ** 2;
      if (squaredDistance >= radius * radius + 0.6) continue;
      const p = y * width + x;
      const dx = data[p + 1]! - data[p - 1]!;
      const dy = data[p + width]! - data[p - width]!;
      const turn = Math.atan2(dy, dx) / (2 * Math.PI);
      const bin = Math.floor((turn < 0 ? turn + 1 : turn) * BINS) % BINS;
      histogram[bin]! += Math.hypot(dx, dy) * Math.exp(-squaredDistance / (2 * sigma * sigma));
    }
  return histogram;
}

const averaged = (histogram: Float64Array): Float64Array =>
  histogram.map((here, i) => (histogram[(i + BINS - 1) % BINS]! + here + histogram[(i + 1) % BINS]!) / 3);
