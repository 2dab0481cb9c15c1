import type { State } from '../core/state.js';
import type { Scaler } from './scaler.js';

/**
 * Brings each row to length 1: `l1`, the sum of absolute values, or `l2`, the root of the sum of squares. A row of
 * zeros stays. Nothing is learnt. As scikit-learn's Normalizer, but for float32 results.
 */
export class RowScaler implements Scaler {
  readonly norm: 'l1' | 'l2';
  readonly width: number;

  constructor(norm: 'l1' | 'l2', width: number) {
    this.norm = norm;
    this.width = width;
  }

  /** Scaled rows (a copy). */
  apply(rows: Float32Array): Float32Array {
    const { norm, width } = this;
    const out = rows.slice();
    for (let start = 0; start < rows.length; start += width) {
      let sum = 0;
      for (let j = start; j < start + width; j++)
        sum += norm === 'l1' ? Math.abs(rows[j]!) : rows[j]! * rows[j]!;
      const length = norm === 'l1' ? sum : Math.sqrt(sum);
      if (length > 0) for (let j = start; j < start + width; j++) out[j]! /= length;
    }
    return out;
  }

  state(): State {
    return { config: {}, tensors: {} };
  }
}
