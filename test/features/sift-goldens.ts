import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type NdArray, row } from '../../src/core/ndarray.js';
import type { Keypoint } from '../../src/features/extractor.js';
import { readNpy } from '../../src/formats/npy.js';
import type { Image } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';

type Described = { keypoints: readonly (Keypoint & { layer?: number })[]; descriptors: NdArray };

/** One of the images that goldens are made from. */
export const goldenImage = (name: string): Promise<Image<Uint8Array>> =>
  loadImage(fileURLToPath(new URL(`../goldens/images/${name}.png`, import.meta.url)));

/** Keypoints and descriptors that OpenCV gave, by make_sift.py. */
export function goldenSift(name: string): Described {
  const read = (file: string) =>
    readNpy(readFileSync(new URL(`../goldens/sift/${name}-${file}.npy`, import.meta.url)));
  const numbers = read('keypoints');
  const keypoints = Array.from({ length: numbers.shape[0]! }, (_, i) => {
    const [x, y, size, angle, response, octave, layer] = row(numbers, i);
    return { x: x!, y: y!, size: size!, angle: angle!, response: response!, octave: octave!, layer: layer! };
  });
  return { keypoints, descriptors: read('descriptors') };
}

/** The smaller angle between two directions, in degrees. */
export function angleBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn);
}

/** How two equally long lists of descriptors differ. */
export function compareDescriptors(ours: NdArray, theirs: NdArray) {
  const count = theirs.shape[0]!;
  const distances = new Float64Array(count);
  let identical = 0;
  let greatest = 0;
  for (let i = 0; i < count; i++) {
    const difference = row(theirs, i).map((value, k) => Math.abs(value - row(ours, i)[k]!));
    greatest = Math.max(greatest, ...difference);
    if (difference.every((value) => value === 0)) identical++;
    distances[i] = Math.hypot(...difference) / Math.max(Math.hypot(...row(theirs, i)), 1);
  }
  return {
    identical: identical / count,
    greatest,
    median: distances.sort()[count >> 1]!,
    worst: distances.at(-1)!,
  };
}
