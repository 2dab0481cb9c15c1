import { FoveaError } from '../core/errors.js';
import { hasKernels } from '../kernels/kernels.js';
import { rgbToLab as labKernel } from '../kernels/lab.js';
import type { Image, PixelArray } from './image.js';
import { labShifts, labTables, linearLight, xyzOfRgb } from './lab-tables.js';
import { arrayTypeOf, type ResultOptions, resultImage } from './result-image.js';

/**
 * sRGB to CIE L*a*b* 1976 under D65.
 *
 * 1. Undo the sRGB curve: `c / 12.92` up to 0.04045, else `((c + 0.055) / 1.055)^2.4`.
 * 2. Linear RGB to XYZ by the matrix of ITU-R BT.709 primaries, over the white point.
 * 3. `f(t) = t^(1/3)` above 0.008856, else `7.787 t + 16 / 116`; `L = 116 f(Y) − 16`, `a = 500 (f(X) − f(Y))`,
 *    `b = 200 (f(Y) − f(Z))`.
 *
 * | input | L | a, b | agrees with |
 * |---|---|---|---|
 * | 8-bit | 0–255 (L · 255 / 100) | + 128 | OpenCV `COLOR_RGB2Lab`, every colour: its integer tables are rebuilt |
 * | float in [0, 1] | 0–100 | about −128 to 127 | scikit-image `rgb2lab` |
 *
 * The number type stays. 8-bit pixels are converted by a kernel where the machine runs it, to the same bytes.
 * Differences from OpenCV for floats: OpenCV reads a coarse table and interpolates.
 *
 * @throws BAD_SHAPE unless there are 3 channels, and for an `out` of another size or type; BAD_OPTION for one that shares
 * memory with the image; BAD_DATA for 16-bit pixels (convert with `toU8`).
 */
export function rgbToLab<T extends Uint8Array | Float32Array | Float64Array>(
  image: Image<T>,
  { out }: ResultOptions<T> = {},
): Image<T> {
  const { data, width, height, channels } = image;
  if (channels !== 3)
    throw new FoveaError('BAD_SHAPE', `Expected 3 channels (RGB) for Lab but received ${channels}.`);
  requireConvertible(data);
  const result = resultImage({ width, height, channels, type: arrayTypeOf(data) }, { out, input: image });
  convert(data, result.data);
  return result;
}

function requireConvertible(data: PixelArray): void {
  if (!(data instanceof Uint8Array || data instanceof Float32Array || data instanceof Float64Array))
    throw new FoveaError(
      'BAD_DATA',
      'Expected 8-bit or float pixels for Lab. Convert 16-bit ones with toU8.',
    );
}

function convert<T extends Uint8Array | Float32Array | Float64Array>(rgb: T, lab: T): void {
  if (!(rgb instanceof Uint8Array && lab instanceof Uint8Array)) labOfFloats(rgb, lab);
  else if (hasKernels()) labKernel(rgb, lab);
  else labOfBytes(rgb, lab);
}

/** The reference of the kernel: interleaved 8-bit RGB to Lab, with OpenCV's integers. */
export function labOfBytes(rgb: Uint8Array, lab: Uint8Array): void {
  const { light, weights: w, root } = labTables;
  const { matrix: matrixShift, root: rootShift } = labShifts;
  const half = 1 << (matrixShift - 1);
  // 116 · 255 / 100 and 16 · 255 / 100, rounded as OpenCV does.
  const scaleL = 296;
  const offsetL = -Math.trunc((16 * 255 * (1 << rootShift) + 50) / 100);
  const middle = 128 * (1 << rootShift);
  const halfRoot = 1 << (rootShift - 1);
  for (let p = 0; p < rgb.length; p += 3) {
    const r = light[rgb[p]!]!;
    const g = light[rgb[p + 1]!]!;
    const b = light[rgb[p + 2]!]!;
    const x = root[(w[0]! * r + w[1]! * g + w[2]! * b + half) >> matrixShift]!;
    const y = root[(w[3]! * r + w[4]! * g + w[5]! * b + half) >> matrixShift]!;
    const z = root[(w[6]! * r + w[7]! * g + w[8]! * b + half) >> matrixShift]!;
    lab[p] = (scaleL * y + offsetL + halfRoot) >> rootShift;
    lab[p + 1] = (500 * (x - y) + middle + halfRoot) >> rootShift;
    lab[p + 2] = (200 * (y - z) + middle + halfRoot) >> rootShift;
  }
}

function labOfFloats(rgb: PixelArray, lab: PixelArray): void {
  const m = xyzOfRgb;
  for (let p = 0; p < rgb.length; p += 3) {
    const r = linearLight(rgb[p]!);
    const g = linearLight(rgb[p + 1]!);
    const b = linearLight(rgb[p + 2]!);
    const x = root((m[0]! * r + m[1]! * g + m[2]! * b) / 0.95047);
    const y = root(m[3]! * r + m[4]! * g + m[5]! * b);
    const z = root((m[6]! * r + m[7]! * g + m[8]! * b) / 1.08883);
    lab[p] = 116 * y - 16;
    lab[p + 1] = 500 * (x - y);
    lab[p + 2] = 200 * (y - z);
  }
}

function root(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
}
