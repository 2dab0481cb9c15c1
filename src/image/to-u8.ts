import { FoveaError } from '../core/errors.js';
import type { Image } from './image.js';

/**
 * The same pixels on the 8-bit scale. 8-bit images are returned as they are; of 16 bits the upper 8 are kept
 * (`v >> 8`, as OpenCV, Pillow and scikit-image do); floats are taken as [0, 1], multiplied by 255, rounded half to
 * even and clamped.
 * @throws BAD_DATA when a float is NaN.
 */
export function toU8(image: Image): Image<Uint8Array> {
  const { data, width, height, channels } = image;
  if (data instanceof Uint8Array) return { data, width, height, channels };
  if (data instanceof Uint16Array) {
    const upper = new Uint8Array(data.length);
    for (let i = 0; i < upper.length; i++) upper[i] = data[i]! >> 8;
    return { data: upper, width, height, channels };
  }
  const rounded = new Uint8ClampedArray(data.length);
  for (let i = 0; i < rounded.length; i++) {
    const value = data[i]!;
    if (Number.isNaN(value))
      throw new FoveaError(
        'BAD_DATA',
        `Expected numbers from 0 to 1 for pixels but value ${i} is NaN. Replace it before converting to 8 bits.`,
      );
    rounded[i] = value * 255;
  }
  return { data: new Uint8Array(rounded.buffer), width, height, channels };
}
