import type { Image } from '../image/image.js';
import type { Size } from './enlarge.js';
import type { Rgb } from './rgb.js';

/** White paper for charts. */
export const PAPER: Rgb = [255, 255, 255];

/** An RGB image of one colour. */
export function blank({ width, height }: Size, colour: Rgb = PAPER): Image<Uint8Array> {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = colour[i % 3]!;
  return { data, width, height, channels: 3 };
}

/** Copies an RGB image into a larger one with its top left corner at (x, y); what sticks out is cut off. */
export function paste(
  target: Image<Uint8Array>,
  image: Image<Uint8Array>,
  at: { x: number; y: number },
): void {
  const width = Math.min(image.width, target.width - at.x);
  const height = Math.min(image.height, target.height - at.y);
  for (let row = 0; row < height; row++) {
    const from = row * image.width * 3;
    const to = ((at.y + row) * target.width + at.x) * 3;
    target.data.set(image.data.subarray(from, from + width * 3), to);
  }
}
