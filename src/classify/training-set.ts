import type { Samples } from './classifier.js';
import { changedRows, type RowSource, rowSource } from './row-source.js';
import type { Scaler } from './scaler.js';

/** What an algorithm is trained on: scaled where asked for, classes counted 0 … classes − 1 without gaps. */
export interface TrainingSet {
  /** `[n, features]`, all finite. Made when first asked for, where samples are scaled. */
  readonly x: Samples;
  /** The same rows in blocks, for who does not need them all at once. */
  readonly rows: RowSource;
  /** At least two different ones, each of 0 … classes − 1 at least once. */
  readonly y: Int32Array;
  readonly classes: number;
}

/** A training set of samples to be scaled. */
export function trainingSet(
  samples: Samples,
  { y, classes, scaler }: { y: Int32Array; classes: number; scaler?: Scaler | undefined },
): TrainingSet {
  const rows = rowSource(samples);
  let scaled: Samples | undefined;
  return {
    get x() {
      scaled ??= scaler ? { data: scaler.apply(samples.data), shape: samples.shape } : samples;
      return scaled;
    },
    rows: scaler ? changedRows(rows, scaler) : rows,
    y,
    classes,
  };
}
