import { FoveaError } from '../core/errors.js';
import { choice } from '../core/options.js';
import type { Image } from './image.js';
import { toU8 } from './to-u8.js';

/**
 * How RGB becomes grey. Results differ by up to 19 of 255 between formulas, so the formula is always named.
 *
 * | name | weights (R, G, B) | for 8-bit input | agrees with |
 * |---|---|---|---|
 * | `bt601` | .299, .587, .114 | 8-bit, 15-bit fixed point, rounded | OpenCV `cvtColor` |
 * | `bt709` | .2125, .7154, .0721 | float64 in [0, 1] | scikit-image `rgb2gray` |
 */
export type Luma = 'bt601' | 'bt709';

/** The `luma` option that every extractor working on grey shares. */
export const lumaOption = choice({
  choices: ['bt601', 'bt709'],
  default: 'bt601',
  describe: 'how RGB becomes grey: bt601 (OpenCV, 8-bit) or bt709 (scikit-image, float)',
});

/**
 * One channel out of one or three. A grey image is returned as it is; `bt601` keeps the number type of its
 * input; `bt709` gives float64 and scales 8- and 16-bit input to [0, 1].
 * @throws BAD_SHAPE for any other number of channels.
 */
export function toGrey(image: Image, luma: Luma = 'bt601'): Image {
  if (image.channels === 1) return image;
  requireRgb(image);
  return luma === 'bt601' ? bt601(image) : bt709(image);
}

/** As `toGrey`, on the 8-bit scale that `toU8` describes: floats in [0, 1] and 16-bit values become 0–255. */
export function toGreyU8(image: Image, luma: Luma = 'bt601'): Image<Uint8Array> {
  return toU8(toGrey(image, luma));
}

function requireRgb(image: Image): void {
  if (image.channels !== 3)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected an image of 1 (grey) or 3 (RGB) channels but received ${image.channels}. Flatten alpha on load.`,
    );
}

function bt601(image: Image): Image {
  const { data, width, height } = image;
  const Grey = data.constructor as new (length: number) => typeof data;
  const grey = new Grey(width * height);
  const isInteger = data instanceof Uint8Array || data instanceof Uint16Array;
  for (let i = 0, p = 0; i < grey.length; i++, p += 3) {
    const r = data[p]!;
    const g = data[p + 1]!;
    const b = data[p + 2]!;
    grey[i] = isInteger
      ? Math.floor((9798 * r + 19235 * g + 3735 * b + 16384) / 32768)
      : 0.299 * r + 0.587 * g + 0.114 * b;
  }
  return { data: grey, width, height, channels: 1 };
}

function bt709(image: Image): Image<Float64Array> {
  const { data, width, height } = image;
  const full = data instanceof Uint8Array ? 255 : data instanceof Uint16Array ? 65535 : 1;
  const grey = new Float64Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = 0.2125 * (data[p]! / full) + 0.7154 * (data[p + 1]! / full) + 0.0721 * (data[p + 2]! / full);
  return { data: grey, width, height, channels: 1 };
}
