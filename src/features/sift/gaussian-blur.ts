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
 * edge pixel (OpenCV's REFLECT_101). Every sum is rounded to float32 tap by tap, in the order of OpenCV's
 * fused multiply-adds, because the extrema of a difference of two blurs hang on the last bits.
 */
export function gaussianBlur({ data, width, height }: Plane, sigma: number): Plane {
  const taps = gaussianTaps(sigma);
  const radius = taps.length >> 1;
  const out = new Float32Array(width * height);
  // Blurred rows y − radius … y + radius are all that the column pass ever needs at once.
  const ring = new Float32Array(taps.length * width);
  const padded = new Float32Array(width + 2 * radius);
  const starts = new Int32Array(taps.length);
  for (let y = 0, next = 0; y < height; y++) {
    for (; next < height && next <= y + radius; next++) {
      padRow(data.subarray(next * width, (next + 1) * width), radius, padded);
      blurRow(padded, taps, ring.subarray((next % taps.length) * width, ((next % taps.length) + 1) * width));
    }
    for (let i = 0; i < taps.length; i++)
      starts[i] = (mirrored(y + i - radius, height) % taps.length) * width;
    blurColumns(ring, { starts, taps }, out.subarray(y * width, (y + 1) * width));
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
  const { fround } = Math;
  const count = taps.length;
  for (let x = 0; x < out.length; x++) {
    let sum = fround(padded[x] * taps[0]);
    for (let i = 1; i < count; i++) sum = fround(sum + padded[x + i] * taps[i]);
    out[x] = sum;
  }
}

function blurColumns(
  ring: Float32Array,
  { starts, taps }: { starts: Int32Array; taps: Float32Array },
  out: Float32Array,
): void {
  const { fround } = Math;
  const radius = taps.length >> 1;
  const centre = starts[radius];
  for (let x = 0; x < out.length; x++) {
    let sum = fround(ring[centre + x] * taps[radius]);
    for (let i = 1; i <= radius; i++) {
      const pair = fround(ring[starts[radius + i] + x] + ring[starts[radius - i] + x]);
      sum = fround(sum + pair * taps[radius + i]);
    }
    out[x] = sum;
  }
}
