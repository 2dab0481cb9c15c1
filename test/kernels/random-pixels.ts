import { Random } from '../../src/core/random.js';
import { type Image, imageFrom } from '../../src/image/image.js';

/** An 8-bit RGB image of random pixels; the same for the same size. */
export function randomPixels(width: number, height: number): Image<Uint8Array> {
  const random = new Random(width * 7919 + height);
  const data = Uint8Array.from({ length: 3 * width * height }, () => random.integer(0, 255));
  return imageFrom(data, { width, height, channels: 3 });
}
