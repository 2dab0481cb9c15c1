import type { Random } from '../../core/random.js';

/** Samples to learn from in one step. */
export interface Batch {
  /** `[count, …inputShape]`, flat. */
  readonly inputs: Float32Array;
  /** One label a sample, or for regression `outputs` numbers a sample. */
  readonly targets: Int32Array | Float32Array;
  readonly count: number;
}

/** Where batches come from: arrays in memory, or a pipeline that reads, decodes and augments. */
export interface BatchSource {
  /** Samples in an epoch. */
  readonly size: number;
  /**
   * One epoch, every sample once; the last batch may be smaller. A batch's numbers may be replaced once the next batch
   * is asked for.
   * @param options.random what the order and everything else that is drawn depends on, and on nothing else: the same
   * stream, the same batches.
   */
  batches(options: { readonly batch: number; readonly random: Random }): AsyncIterable<Batch>;
}
