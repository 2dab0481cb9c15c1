import { FoveaError } from '../core/errors.js';
import { choice } from '../core/options.js';
import { greyBt601, greyOfShares } from '../kernels/grey.js';
import { hasKernels } from '../kernels/kernels.js';
import type { Image, PixelArray } from './image.js';
import { arrayTypeOf, type ResultOptions, resultImage } from './result-image.js';
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
 * where the machine runs it, to the same numbers. With `out` that is returned always; a grey image is copied to it.
 * @throws BAD_SHAPE for any other number of channels, and for an `out` of another size or type; BAD_OPTION for one that
 * shares memory with the image.
 */
export function toGrey(image: Image, luma: Luma = 'bt601', { out }: ResultOptions = {}): Image {
  const { data, width, height, channels } = image;
  const isGrey = channels === 1;
  if (isGrey && out === undefined) return image;
  if (!isGrey) requireRgb(image);
  const type = isGrey || luma === 'bt601' ? arrayTypeOf(data) : Float64Array;
  const grey = resultImage<PixelArray>({ width, height, channels: 1, type }, { out, input: image });
  if (isGrey) grey.data.set(data);
  else if (luma === 'bt601') bt601(data, grey.data);
  else bt709(data, grey.data as Float64Array);
  return grey;
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

function bt601(rgb: PixelArray, grey: PixelArray): void {
  if (rgb instanceof Uint8Array && grey instanceof Uint8Array && hasKernels()) greyBt601(rgb, grey);
  else if (rgb instanceof Uint8Array || rgb instanceof Uint16Array) greyOfIntegers(rgb, grey);
  else greyOfFloats(rgb, grey);
}

/** The reference of the kernel, and of 16 bits: interleaved RGB to BT.601 grey, with OpenCV's integers. */
export function greyOfIntegers(rgb: Uint8Array | Uint16Array, grey: PixelArray): void {
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = Math.floor((9798 * rgb[p]! + 19235 * rgb[p + 1]! + 3735 * rgb[p + 2]! + 16384) / 32768);
}

function greyOfFloats(rgb: PixelArray, grey: PixelArray): void {
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = 0.299 * rgb[p]! + 0.587 * rgb[p + 1]! + 0.114 * rgb[p + 2]!;
}

const bt709Weights = [0.2125, 0.7154, 0.0721] as const;
/** What each 8-bit red, green and blue adds to BT.709 grey, in this order. */
export const bt709Shares = Float64Array.from(
  { length: 3 * 256 },
  (_, i) => bt709Weights[i >> 8]! * ((i & 255) / 255),
);

function bt709(rgb: PixelArray, grey: Float64Array): void {
  if (rgb instanceof Uint8Array && hasKernels()) greyOfShares(rgb, grey, bt709Shares);
  else bt709Of(rgb, grey);
}

/** The reference of the kernel, and of other numbers: interleaved RGB to BT.709 grey. */
export function bt709Of(rgb: PixelArray, grey: Float64Array): void {
  const [red, green, blue] = bt709Weights;
  const full = rgb instanceof Uint8Array ? 255 : rgb instanceof Uint16Array ? 65535 : 1;
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = red * (rgb[p]! / full) + green * (rgb[p + 1]! / full) + blue * (rgb[p + 2]! / full);
}
