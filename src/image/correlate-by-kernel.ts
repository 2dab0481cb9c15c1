import { correlateToF32, correlateToU8 } from '../kernels/correlate-f32.js';
import { correlateI16, I16_LIMITS, type I16Weights } from '../kernels/correlate-i16.js';
import type { PaddedSource } from '../kernels/padded-rows.js';
import type { Tap, WindowedSize } from '../kernels/taps.js';
import type { Correlation } from './correlation.js';
import { dyadicShift } from './dyadic.js';
import type { Image } from './image.js';
import { paddedSource } from './sliding-window.js';

/** Where this many products a pixel in 16 bits would do, rows and columns in float32 are no slower. */
const MOST_I16_TAPS = 32;

/** Beyond this, so many sums would be made again that plain float64 is as fast. */
const GREATEST_DOUBT = 0.01;

/**
 * Fills the result of `correlate` by the kernels, as its docstring promises. False where only the plain code does that: strides, float64 results, 16-bit and float64 images, bytes from floats, sums that are infinite or NaN.
 *
 * 1. Bytes under small weights that are whole numbers or sums of powers of two: sums in 16 bits, exact.
 * 2. Other bytes to bytes: sums in float32, again in float64 where the rounding is in doubt.
 * 3. Bytes and float32 to float32: sums in float32.
 */
export function correlateByKernel(correlation: Correlation): boolean {
  const { image, window, result } = correlation;
  const { stride, outputWidth: width, outputHeight: height, height: windowHeight } = window;
  const isBytes = image.data instanceof Uint8Array;
  if (stride > 1 || !(isBytes || image.data instanceof Float32Array)) return false;
  const source = paddedSource(image as Image<Uint8Array | Float32Array>, window);
  const size = { width, height, windowHeight };
  if (result.data instanceof Float32Array)
    return toFloats(correlation, source, { ...size, result: result.data });
  if (result.data instanceof Uint8Array && isBytes)
    return toBytes(correlation, source as PaddedSource<Uint8Array>, { ...size, result: result.data });
  return false;
}

function toFloats(correlation: Correlation, source: PaddedSource, size: WindowedSize<Float32Array>): boolean {
  const whole = i16Weights(correlation);
  if (whole && source.data instanceof Uint8Array) {
    correlateI16(source as PaddedSource<Uint8Array>, whole, size);
    return true;
  }
  const weights = f32Weights(correlation);
  const isInRange = weights.reach === 0 || (weights.reach > 1e-20 && weights.reach < 1e20);
  return isInRange && correlateToF32(source, weights, size);
}

function toBytes(
  correlation: Correlation,
  source: PaddedSource<Uint8Array>,
  size: WindowedSize<Uint8Array>,
): boolean {
  const whole = i16Weights(correlation);
  if (whole) {
    correlateI16(source, whole, size);
    return true;
  }
  const weights = f32Weights(correlation);
  if (weights.doubt > GREATEST_DOUBT || weights.reach >= 2 ** 22) return false;
  correlateToU8(source, weights, size);
  return true;
}

/** The weights as 16-bit sums take them, or null where they do not fit. */
function i16Weights({ kernel, window }: Correlation): I16Weights | null {
  const shift = dyadicShift(kernel.weights);
  if (shift === null || shift > I16_LIMITS.shift) return null;
  const taps = tapsOf(kernel, window.dilation);
  const whole = taps.map((tap) => ({ ...tap, weight: tap.weight * 2 ** shift }));
  const sumOf = (sign: number) => whole.reduce((sum, { weight }) => sum + Math.max(0, sign * weight), 0);
  if (taps.length > MOST_I16_TAPS || Math.max(sumOf(1), sumOf(-1)) > I16_LIMITS.sum) return null;
  return { taps: whole, shift };
}

/**
 * The weights as float32 sums take them. `reach` is the greatest sum of bytes. `doubt` bounds the rounding of a
 * weight, a product and every addition, half a unit in the last of 24 places each; it is 0 where all sums of bytes
 * are whole numbers, after doubling, that float32 holds.
 */
function f32Weights({ kernel, factors, window }: Correlation) {
  const parts = factors
    ? [
        { weights: factors.row, width: kernel.width },
        { weights: factors.column, width: 1 },
      ]
    : [kernel];
  const [rows, columns] = parts.map((part) => tapsOf(part, window.dilation));
  const reach = parts.reduce((most, { weights }) => most * sumOfMagnitudes(weights), 255);
  const doublings = parts.reduce((sum, { weights }) => sum + (dyadicShift(weights) ?? Infinity), 0);
  const terms = rows!.length + (columns?.length ?? 0);
  const doubt = reach * 2 ** doublings <= 2 ** 24 ? 0 : (terms + 4) * 2 ** -24 * reach;
  return { rows: rows!, ...(columns && { columns }), reach, doubt };
}

const sumOfMagnitudes = (weights: Float64Array): number =>
  weights.reduce((sum, weight) => sum + Math.abs(weight), 0);

/** Weights of 0 are left out: they see neither infinity nor NaN. */
function tapsOf({ weights, width }: { weights: Float64Array; width: number }, dilation: number): Tap[] {
  return Array.from(weights, (weight, k) => ({
    x: (k % width) * dilation,
    y: Math.floor(k / width) * dilation,
    weight,
  })).filter(({ weight }) => weight !== 0);
}
