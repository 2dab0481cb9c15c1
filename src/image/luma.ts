import { FoveaError } from '../core/errors.js';
import { choice } from '../core/options.js';
import { greyBt601, greyOfShares } from '../kernels/grey.js';
import { hasKernels } from '../kernels/kernels.js';
import type { Image, PixelArray } from './image.js';
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
 * input; `bt709` gives float64 and scales 8- and 16-bit input to [0, 1]. 8-bit pixels are converted by a kernel
 * where the machine runs it, to the same numbers.
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

function bt601({ data, width, height }: Image): Image {
  return { data: bt601Of(data), width, height, channels: 1 };
}

function bt601Of(data: PixelArray): PixelArray {
  if (data instanceof Uint8Array && hasKernels()) return greyBt601(data);
  return data instanceof Uint8Array || data instanceof Uint16Array
    ? greyOfIntegers(data)
    : greyOfFloats(data);
}

/** The reference of the kernel, and of 16 bits: interleaved RGB to BT.601 grey, with OpenCV's integers. */
export function greyOfIntegers<T extends Uint8Array | Uint16Array>(rgb: T): T {
  const grey = onePerPixel(rgb);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = Math.floor((9798 * rgb[p]! + 19235 * rgb[p + 1]! + 3735 * rgb[p + 2]! + 16384) / 32768);
  return grey;
}

function greyOfFloats<T extends Float32Array | Float64Array>(rgb: T): T {
  const grey = onePerPixel(rgb);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = 0.299 * rgb[p]! + 0.587 * rgb[p + 1]! + 0.114 * rgb[p + 2]!;
  return grey;
}

function onePerPixel<T extends PixelArray>(rgb: T): T {
  const Numbers = rgb.constructor as new (length: number) => T;
  return new Numbers(rgb.length / 3);
}

const bt709Weights = [0.2125, 0.7154, 0.0721] as const;
/** What each 8-bit red, green and blue adds to BT.709 grey, in this order. */
export const bt709Shares = Float64Array.from(
  { length: 3 * 256 },
  (_, i) => bt709Weights[i >> 8]! * ((i & 255) / 255),
);

function bt709({ data, width, height }: Image): Image<Float64Array> {
  const grey = data instanceof Uint8Array && hasKernels() ? greyOfShares(data, bt709Shares) : bt709Of(data);
  return { data: grey, width, height, channels: 1 };
}

/** The reference of the kernel, and of other numbers: interleaved RGB to BT.709 grey. */
export function bt709Of(rgb: PixelArray): Float64Array {
  const [red, green, blue] = bt709Weights;
  const full = rgb instanceof Uint8Array ? 255 : rgb instanceof Uint16Array ? 65535 : 1;
  const grey = new Float64Array(rgb.length / 3);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = red * (rgb[p]! / full) + green * (rgb[p + 1]! / full) + blue * (rgb[p + 2]! / full);
  return grey;
}
