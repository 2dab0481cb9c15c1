import { type NdArray, takeRows } from '../../core/ndarray.js';
import { stratifiedSplit } from '../../data/split.js';

/** Samples in memory. */
export interface LabelledSamples {
  /** `[n, channels, height, width]` or `[n, features]`. */
  readonly x: NdArray<Float32Array>;
  /** Labels `[n]` (int32), or for regression `[n, outputs]` (float32). */
  readonly y: NdArray<Int32Array | Float32Array>;
}

/** How much is held back. */
export interface HoldBackOptions {
  /** Part of each class, above 0 and below 1. */
  readonly part: number;
  /** The same seed, the same samples. */
  readonly seed: number;
  /** For messages. */
  readonly classNames?: readonly string[];
}

/**
 * Which samples a training learns from and which it is validated on: of each class the part, drawn as
 * `stratifiedSplit` draws test images.
 * @returns indices into `labels`, ascending.
 * @throws BAD_DATA for a class of a single sample, naming it.
 */
export function holdBack(
  labels: Int32Array,
  { part, ...options }: HoldBackOptions,
): { readonly learnt: Int32Array; readonly validation: Int32Array } {
  const { train, test } = stratifiedSplit(labels, { trainFraction: 1 - part, ...options });
  return { learnt: train, validation: test };
}

/** As `holdBack`, of samples in memory; where targets are numbers, samples are drawn as if of one class. */
export function holdBackSamples(
  { x, y }: LabelledSamples,
  options: HoldBackOptions,
): { readonly learnt: LabelledSamples; readonly validation: LabelledSamples } {
  const labels = y.data instanceof Int32Array ? y.data : new Int32Array(y.shape[0]!);
  const { learnt, validation } = holdBack(labels, options);
  const rows = (indices: Int32Array) => ({ x: takeRows(x, indices), y: takeRows(y, indices) });
  return { learnt: rows(learnt), validation: rows(validation) };
}
