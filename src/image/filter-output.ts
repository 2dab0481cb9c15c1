import { choice } from '../core/options.js';

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

/**
 * Somewhere to put rows of sums, and the finished array. Uint8ClampedArray is what rounds half to even and
 * saturates; NaN becomes 0 there.
 */
export function outputArray<O extends FilterOutput>(
  output: O,
  length: number,
): { readonly sink: { set(row: Float64Array, offset: number): void }; readonly data: FilterOutputs[O] } {
  if (output === 'uint8') {
    const sink = new Uint8ClampedArray(length);
    return { sink, data: new Uint8Array(sink.buffer) as FilterOutputs[O] };
  }
  const data = output === 'float32' ? new Float32Array(length) : new Float64Array(length);
  return { sink: data, data: data as FilterOutputs[O] };
}
