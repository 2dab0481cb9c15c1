import { choice } from '../core/options.js';
import type { PixelArrayType } from './result-image.js';

/** What number type a filter gives. */
export interface FilterOutputs {
  uint8: Uint8Array;
  float32: Float32Array;
  float64: Float64Array;
}

/** The number type of a filter's result. */
export type FilterOutput = keyof FilterOutputs;

/** The `output` option that every filter shares. */
export const filterOutputOption = choice({
  choices: ['float32', 'float64', 'uint8'],
  default: 'float32',
  describe: 'number type of the result; uint8 rounds half to even and saturates, as OpenCV does',
});

/** The arrays of each number type. */
const arrayTypes = { uint8: Uint8Array, float32: Float32Array, float64: Float64Array };

/** The array of a number type. */
export function arrayTypeFor<O extends FilterOutput>(output: O): PixelArrayType<FilterOutputs[O]> {
  return arrayTypes[output] as unknown as PixelArrayType<FilterOutputs[O]>;
}

/**
 * What puts rows of sums into a result. Uint8ClampedArray is what rounds half to even and saturates; NaN becomes 0
 * there.
 */
export function sinkOf(result: FilterOutputs[FilterOutput]): {
  set(row: Float64Array, offset: number): void;
} {
  if (!(result instanceof Uint8Array)) return result;
  return new Uint8ClampedArray(result.buffer, result.byteOffset, result.length);
}
