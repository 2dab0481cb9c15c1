import type { Plane } from '../plane.js';

/**
 * Twice the size, as Lowe's program does it: output pixel (2x, 2y) is input pixel (x, y), those between are means
 * of their two or four neighbours, and the last row and column repeat. So a point at (u, v) of the doubled plane
 * lies at (u/2, v/2) of the image.
 */
export function doubledInPlace({ data, width, height }: Plane): Plane {
  const out = new Float32Array(4 * width * height);
  for (let y = 0, i = 0; y < 2 * height; y++) {
    const upper = (y >> 1) * width;
    const lower = Math.min((y + 1) >> 1, height - 1) * width;
    for (let x = 0; x < 2 * width; x++, i++) {
      const left = x >> 1;
      const right = Math.min((x + 1) >> 1, width - 1);
      out[i] = (data[upper + left]! + data[upper + right]! + data[lower + left]! + data[lower + right]!) / 4;
    }
  }
  return { data: out, width: 2 * width, height: 2 * height };
}
