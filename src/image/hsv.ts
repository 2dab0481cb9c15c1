import { FoveaError } from '../core/errors.js';
import { rgbToHsv as hsvKernel } from '../kernels/hsv.js';
import { hasKernels } from '../kernels/kernels.js';
import type { Image, PixelArray } from './image.js';
import { arrayTypeOf, type ResultOptions, resultImage } from './result-image.js';

/**
 * RGB to hue, saturation and value (Smith 1978, doi:10.1145/800248.807361).
 *
 * | input | H | S | V | agrees with |
 * |---|---|---|---|---|
 * | 8-bit | 0–179 (degrees halved) | 0–255 | 0–255 | OpenCV `COLOR_RGB2HSV`, every colour |
 * | float in [0, 1] | 0–360, 360 left out | 0–1 | 0–1 | OpenCV's float conversion to its rounding |
 *
 * V is the largest channel, S the spread of the channels over V, H the angle on the colour circle (red 0, green 120,
 * blue 240). Grey has H = 0, black S = 0 too. The number type stays. 8-bit pixels are converted by a
 * kernel where the machine runs it, to the same bytes.
 *
 * Differences from scikit-image `rgb2hsv`: that gives H as a fraction of the circle.
 *
 * @throws BAD_SHAPE unless there are 3 channels, and for an `out` of another size or type; BAD_OPTION for one that shares
 * memory with the image; BAD_DATA for 16-bit pixels (convert with `toU8`).
 */
export function rgbToHsv<T extends Uint8Array | Float32Array | Float64Array>(
  image: Image<T>,
  { out }: ResultOptions<T> = {},
): Image<T> {
  const { data, width, height, channels } = image;
  if (channels !== 3)
    throw new FoveaError('BAD_SHAPE', `Expected 3 channels (RGB) for HSV but received ${channels}.`);
  requireConvertible(data);
  const result = resultImage({ width, height, channels, type: arrayTypeOf(data) }, { out, input: image });
  convert(data, result.data);
  return result;
}

function requireConvertible(data: PixelArray): void {
  if (!(data instanceof Uint8Array || data instanceof Float32Array || data instanceof Float64Array))
    throw new FoveaError(
      'BAD_DATA',
      'Expected 8-bit or float pixels for HSV. Convert 16-bit ones with toU8.',
    );
}

function convert<T extends Uint8Array | Float32Array | Float64Array>(rgb: T, hsv: T): void {
  if (!(rgb instanceof Uint8Array && hsv instanceof Uint8Array)) hsvOfFloats(rgb, hsv);
  else if (hasKernels()) hsvKernel(rgb, hsv);
  else hsvOfBytes(rgb, hsv);
}

/** OpenCV divides by tables of 12-bit reciprocals: S by 255 ÷ V, H by 180 ÷ (6 · spread). */
const shift = 12;
const half = 1 << (shift - 1);
const overValue = reciprocals(255);
const overSpread = reciprocals(180 / 6);

function reciprocals(scale: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, i) => (i === 0 ? 0 : Math.round((scale * (1 << shift)) / i)));
}

/** The reference of the kernel: interleaved 8-bit RGB to HSV, with OpenCV's integers. */
export function hsvOfBytes(rgb: Uint8Array, hsv: Uint8Array): void {
  for (let p = 0; p < rgb.length; p += 3) {
    const r = rgb[p]!;
    const g = rgb[p + 1]!;
    const b = rgb[p + 2]!;
    const value = Math.max(r, g, b);
    const spread = value - Math.min(r, g, b);
    const sixth = value === r ? g - b : value === g ? b - r + 2 * spread : r - g + 4 * spread;
    const hue = (sixth * overSpread[spread]! + half) >> shift;
    hsv[p] = hue < 0 ? hue + 180 : hue;
    hsv[p + 1] = (spread * overValue[value]! + half) >> shift;
    hsv[p + 2] = value;
  }
}

function hsvOfFloats(rgb: PixelArray, hsv: PixelArray): void {
  for (let p = 0; p < rgb.length; p += 3) {
    const r = rgb[p]!;
    const g = rgb[p + 1]!;
    const b = rgb[p + 2]!;
    const value = Math.max(r, g, b);
    const spread = value - Math.min(r, g, b);
    const sixth = value === r ? g - b : value === g ? b - r + 2 * spread : r - g + 4 * spread;
    const hue = spread === 0 ? 0 : (60 * sixth) / spread;
    hsv[p] = hue < 0 ? hue + 360 : hue;
    hsv[p + 1] = value === 0 ? 0 : spread / value;
    hsv[p + 2] = value;
  }
}
