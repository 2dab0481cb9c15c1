import { FoveaError } from '../core/errors.js';
import { ndarray } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import type { Samples } from './classifier.js';
import type { Scaler } from './scaler.js';

/**
 * Brings each column to mean 0 and standard deviation 1, as learnt from training samples alone.
 * A constant column becomes 0 (it is only shifted), so that nothing is divided by zero; HOG and word histograms have
 * such columns. Whether a column is constant is judged with scikit-learn's bound on rounding.
 *
 * Differences from scikit-learn's StandardScaler: results are float32, computed in float64.
 */
export class StandardScaler implements Scaler {
  readonly mean: Float64Array;
  /** Standard deviations (of the population, dividing by n); 1 for a constant column. */
  readonly scale: Float64Array;

  private constructor(mean: Float64Array, scale: Float64Array) {
    this.mean = mean;
    this.scale = scale;
  }

  get width(): number {
    return this.mean.length;
  }

  /** Learns the columns' means and deviations from `[n, features]`, n at least 1. */
  static fit(x: Samples): StandardScaler {
    const [count, width] = x.shape as [number, number];
    const mean = new Float64Array(width);
    const variance = new Float64Array(width);
    for (let start = 0; start < x.data.length; start += width)
      for (let j = 0; j < width; j++) mean[j]! += x.data[start + j]! / count;
    for (let start = 0; start < x.data.length; start += width)
      for (let j = 0; j < width; j++) variance[j]! += (x.data[start + j]! - mean[j]!) ** 2 / count;
    const scale = variance.map((value, j) => {
      const bound = count * Number.EPSILON * value + (count * mean[j]! * Number.EPSILON) ** 2;
      return value <= bound ? 1 : Math.sqrt(value);
    });
    return new StandardScaler(mean, scale);
  }

  /** The scaled samples (a copy). */
  transform(x: Samples): Samples {
    return { data: this.apply(x.data), shape: x.shape };
  }

  /** Scaled rows, flat (a copy). */
  apply(rows: Float32Array): Float32Array {
    const { mean, scale, width } = this;
    const out = new Float32Array(rows.length);
    for (let start = 0; start < rows.length; start += width)
      for (let j = 0; j < width; j++) out[start + j] = (rows[start + j]! - mean[j]!) / scale[j]!;
    return out;
  }

  state(): State {
    const shape = [this.mean.length];
    return { config: {}, tensors: { mean: ndarray(this.mean, shape), scale: ndarray(this.scale, shape) } };
  }

  /** @throws BAD_FILE when the state is not a scaler's. */
  static restore(state: State): StandardScaler {
    const of = { owner: 'scaler', type: Float64Array };
    const mean = tensorOf(state, 'mean', of).data;
    const scale = tensorOf(state, 'scale', of).data;
    if (mean.length !== scale.length)
      throw new FoveaError(
        'BAD_FILE',
        `Expected as many scales as means but found ${scale.length} and ${mean.length}.`,
      );
    return new StandardScaler(mean, scale);
  }
}
