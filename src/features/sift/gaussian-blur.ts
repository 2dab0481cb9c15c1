import { blurredPlane } from '../../kernels/sift/blur.js';
import { ArenaPlane } from '../../kernels/sift/plane-memory.js';
import { fusedMultiplyAdd } from './fused-multiply-add.js';
import type { Plane } from './plane.js';

/**
 * Gaussian taps over 8σ + 1 pixels (odd), which is how far OpenCV reaches for float images.
 * Computed in float64, then rounded to float32. They add up to 1.
 */
export function gaussianTaps(sigma: number): Float32Array {
  const radius = (Math.round(8 * sigma + 1) | 1) >> 1;
  const taps = new Float64Array(2 * radius + 1);
  let sum = 0;
  for (let i = -radius; i <= radius; i++)
    sum += taps[i + radius] = Math.exp((-0.5 * i * i) / (sigma * sigma));
  return Float32Array.from(taps, (tap) => tap / sum);
}

/**
 * Gaussian blur of a float plane: along rows, then along columns; the border mirrors without repeating the
 * edge pixel (OpenCV's REFLECT_101). Every tap is one fused multiply-add, in OpenCV's order, because the extrema of a difference of two blurs hang on the last bits.
 */
export function gaussianBlur(plane: Plane, sigma: number): Plane {
  const taps = gaussianTaps(sigma);
  if (plane instanceof ArenaPlane) return blurredPlane(plane, taps);
  const { data, width, height } = plane;
  const radius = taps.length >> 1;
  const out = new Float32Array(width * height);
  // Both passes make four pixels at a time, so rows are as long as the next multiple of four.
  const stride = (width + 3) & ~3;
  const padded = new Float32Array(stride + 2 * radius);
  const line = new Float32Array(stride);
  // Blurred rows y − radius … y + radius are all that the column pass ever needs at once.
  const ring = new Float32Array(taps.length * stride);
  const starts = new Int32Array(taps.length);
  for (let y = 0, next = 0; y < height; y++) {
    for (; next < height && next <= y + radius; next++) {
      padRow(data.subarray(next * width, (next + 1) * width), radius, padded);
      const start = (next % taps.length) * stride;
      blurRow(padded, taps, ring.subarray(start, start + stride));
    }
    for (let i = 0; i < taps.length; i++)
      starts[i] = (mirrored(y + i - radius, height) % taps.length) * stride;
    blurColumns(ring, { starts, taps }, line);
    out.set(line.subarray(0, width), y * width);
  }
  return { data: out, width, height };
}

/** Index `i` mirrored into 0 … length − 1, without repeating the ends. */
function mirrored(i: number, length: number): number {
  if (length === 1) return 0;
  while (i < 0 || i >= length) i = i < 0 ? -i : 2 * length - 2 - i;
  return i;
}

function padRow(row: Float32Array, radius: number, padded: Float32Array): void {
  padded.set(row, radius);
  for (let i = 1; i <= radius; i++) {
    padded[radius - i] = row[mirrored(-i, row.length)];
    padded[radius + row.length - 1 + i] = row[mirrored(row.length - 1 + i, row.length)];
  }
}

function blurRow(padded: Float32Array, taps: Float32Array, out: Float32Array): void {
  for (let x = 0; x < out.length; x += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0, p = x; i < taps.length; i++, p++) {
      const tap = taps[i];
      a = fusedMultiplyAdd(padded[p], tap, a);
      b = fusedMultiplyAdd(padded[p + 1], tap, b);
      c = fusedMultiplyAdd(padded[p + 2], tap, c);
      d = fusedMultiplyAdd(padded[p + 3], tap, d);
    }
    out[x] = a;
    out[x + 1] = b;
    out[x + 2] = c;
    out[x + 3] = d;
  }
}

function blurColumns(
  ring: Float32Array,
  { starts, taps }: { starts: Int32Array; taps: Float32Array },
  out: Float32Array,
): void {
  const { fround } = Math;
  const radius = taps.length >> 1;
  for (let x = 0; x < out.length; x += 4) {
    const centre = starts[radius] + x;
    const middle = taps[radius];
    let a = fround(ring[centre] * middle);
    let b = fround(ring[centre + 1] * middle);
    let c = fround(ring[centre + 2] * middle);
    let d = fround(ring[centre + 3] * middle);
    for (let i = 1; i <= radius; i++) {
      const tap = taps[radius + i];
      const up = starts[radius - i] + x;
      const down = starts[radius + i] + x;
      a = fusedMultiplyAdd(fround(ring[down] + ring[up]), tap, a);
      b = fusedMultiplyAdd(fround(ring[down + 1] + ring[up + 1]), tap, b);
      c = fusedMultiplyAdd(fround(ring[down + 2] + ring[up + 2]), tap, c);
      d = fusedMultiplyAdd(fround(ring[down + 3] + ring[up + 3]), tap, d);
    }
    out[x] = a;
    out[x + 1] = b;
    out[x + 2] = c;
    out[x + 3] = d;
  }
}
