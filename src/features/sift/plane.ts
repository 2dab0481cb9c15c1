import type { Image } from '../../image/image.js';
import { ArenaPlane } from '../../kernels/sift/plane-memory.js';
import { doubledPlane, halvedPlane } from '../../kernels/sift/resample.js';

/**
 * One level of a scale space: float32 grey values on the 0–255 scale, row-major. Functions of an `ArenaPlane`, which
 * lies in the memory of the kernels, are computed by kernels, and make such planes; they give the same values.
 */
export interface Plane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** An 8-bit grey image as a plane of the same size. */
export function planeOf(image: Image<Uint8Array>): Plane {
  return { data: Float32Array.from(image.data), width: image.width, height: image.height };
}

/**
 * Twice the size by linear interpolation. Pixel centres lie at half-integers, as in OpenCV's `resize`:
 * output pixel u samples the input at (u + ½)/2 − ½, so its neighbours weigh ¼ and ¾; the edge repeats.
 * Every value is a multiple of 1/16 below 256 and therefore exact in float32.
 */
export function doubled(plane: Plane): Plane {
  if (plane instanceof ArenaPlane) return doubledPlane(plane);
  const { width, height } = plane;
  const out = new Float32Array(4 * width * height);
  const rows = [new Float32Array(2 * width), new Float32Array(2 * width), new Float32Array(2 * width)];
  stretchRow(plane, 0, rows[0]);
  rows[1].set(rows[0]);
  for (let y = 0; y < height; y++) {
    const [above, here, below] = [rows[y % 3], rows[(y + 1) % 3], rows[(y + 2) % 3]];
    stretchRow(plane, Math.min(y + 1, height - 1), below);
    const upper = 4 * y * width;
    const lower = upper + 2 * width;
    for (let x = 0; x < 2 * width; x++) {
      out[upper + x] = 0.25 * above[x] + 0.75 * here[x];
      out[lower + x] = 0.75 * here[x] + 0.25 * below[x];
    }
  }
  return { data: out, width: 2 * width, height: 2 * height };
}

function stretchRow({ data, width }: Plane, y: number, out: Float32Array): void {
  const start = y * width;
  for (let x = 0; x < width; x++) {
    const here = 0.75 * data[start + x];
    out[2 * x] = 0.25 * data[start + Math.max(x - 1, 0)] + here;
    out[2 * x + 1] = here + 0.25 * data[start + Math.min(x + 1, width - 1)];
  }
}

/** Every second pixel of every second row, starting with the first; an odd last one is dropped. */
export function halved(plane: Plane): Plane {
  if (plane instanceof ArenaPlane) return halvedPlane(plane);
  const width = plane.width >> 1;
  const height = plane.height >> 1;
  const data = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const start = 2 * y * plane.width;
    for (let x = 0; x < width; x++, i++) data[i] = plane.data[start + 2 * x];
  }
  return { data, width, height };
}

/** Gives back the memory of a plane in the arena; others are left to the garbage collector. */
export function release(plane: Plane): void {
  if (plane instanceof ArenaPlane) plane.memory.release(plane);
}
