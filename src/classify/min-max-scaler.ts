import { FoveaError } from '../core/errors.js';
import { ndarray } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import type { Samples } from './classifier.js';
import type { Scaler } from './scaler.js';

/**
 * Brings each column to 0 … 1, as learnt from training samples alone; samples beyond their range end below 0 or above
 * 1. A constant column becomes 0 (it is only shifted). As scikit-learn's MinMaxScaler, but for float32 results.
 */
export class MinMaxScaler implements Scaler {
  readonly least: Float64Array;
  /** Largest less least; 1 for a constant column. */
  readonly range: Float64Array;

  private constructor(least: Float64Array, range: Float64Array) {
    this.least = least;
    this.range = range;
  }

  get width(): number {
    return this.least.length;
  }

  /** Learns the columns' ranges from `[n, features]`, n at least 1. */
  static fit({ data, shape }: Samples): MinMaxScaler {
    const width = shape[1]!;
    const least = Float64Array.from(data.subarray(0, width));
    const largest = least.slice();
    for (let start = 0; start < data.length; start += width)
      for (let j = 0; j < width; j++) {
        const value = data[start + j]!;
        if (value < least[j]!) least[j] = value;
        if (value > largest[j]!) largest[j] = value;
      }
    return new MinMaxScaler(
      least,
      largest.map((value, j) => value - least[j]! || 1),
    );
  }

  /** Scaled rows (a copy). */
  apply(rows: Float32Array): Float32Array {
    const { least, range, width } = this;
    const out = new Float32Array(rows.length);
    for (let start = 0; start < rows.length; start += width)
      for (let j = 0; j < width; j++) out[start + j] = (rows[start + j]! - least[j]!) / range[j]!;
    return out;
  }

  state(): State {
    const shape = [this.width];
    return {
      config: {},
      tensors: { least: ndarray(this.least, shape), range: ndarray(this.range, shape) },
    };
  }

  /** @throws BAD_FILE when the state is not such a scaler's. */
  static restore(state: State): MinMaxScaler {
    const of = { owner: 'scaler', type: Float64Array };
    const least = tensorOf(state, 'least', of).data;
    const range = tensorOf(state, 'range', of).data;
    if (least.length !== range.length)
      throw new FoveaError(
        'BAD_FILE',
        `Expected as many ranges as minima but found ${range.length} and ${least.length}.`,
      );
    return new MinMaxScaler(least, range);
  }
}
