import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readNpy } from '../../src/formats/npy.js';
import type { PixelArray } from '../../src/image/image.js';
import { imageFrom } from '../../src/image/image.js';

/** The path of a file that test/goldens/make_colour.py wrote. */
export const goldenPath = (name: string): string =>
  fileURLToPath(new URL(`../goldens/colour/${name}`, import.meta.url));

/** The path of one of the images that goldens are made from. */
export const imagePath = (name: string): string =>
  fileURLToPath(new URL(`../goldens/images/${name}`, import.meta.url));

export const goldenArray = (name: string) => readNpy(readFileSync(goldenPath(`${name}.npy`)), name);

export const goldenJson = (name: string) => JSON.parse(readFileSync(goldenPath(`${name}.json`), 'utf8'));

/** A golden list of colours, as an image one pixel high. */
export function goldenColours<T extends PixelArray>(name: string) {
  const { data, shape } = goldenArray(name);
  return imageFrom(data as T, { width: shape[0]!, height: 1, channels: 3 });
}

/** A conversion that fills an array as one that gives a new one, `perPixel` bytes for each pixel. */
export function givingBytes(
  fill: (rgb: Uint8Array, result: Uint8Array) => void,
  perPixel: number,
): (rgb: Uint8Array) => Uint8Array {
  return (rgb) => {
    const result = new Uint8Array((rgb.length / 3) * perPixel);
    fill(rgb, result);
    return result;
  };
}

/** SHA-256 over a conversion of all 2^24 colours, interleaved bytes; red slowest and blue fastest. */
export function digestOfEveryColour(convert: (rgb: Uint8Array) => Uint8Array): string {
  const hash = createHash('sha256');
  const rgb = new Uint8Array(65536 * 3);
  for (let i = 0; i < 65536; i++) rgb.set([0, i >> 8, i & 255], i * 3);
  for (let red = 0; red < 256; red++) {
    for (let p = 0; p < rgb.length; p += 3) rgb[p] = red;
    hash.update(convert(rgb));
  }
  return hash.digest('hex');
}

/** The largest difference between two lists of numbers of the same length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** The mean difference between two lists of numbers of the same length. */
export function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
