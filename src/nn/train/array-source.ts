import { FoveaError } from '../../core/errors.js';
import { type NdArray, takeRows } from '../../core/ndarray.js';
import type { BatchSource } from './batch-source.js';

/**
 * Batches from arrays in memory, shuffled anew for each epoch.
 * @param x `[n, …inputShape]`
 * @param y labels `[n]`, or `[n, outputs]` for regression.
 * @throws BAD_SHAPE when there is not one target a sample.
 */
export function arraySource(x: NdArray<Float32Array>, y: NdArray<Int32Array | Float32Array>): BatchSource {
  const size = x.shape[0]!;
  if (y.shape[0] !== size)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected ${size} targets for ${size} samples but received ${y.shape[0]}.`,
    );
  return {
    size,
    async *batches({ batch, random }) {
      const order = random.shuffle(Int32Array.from({ length: size }, (_, i) => i));
      for (let start = 0; start < size; start += batch) {
        const chosen = order.subarray(start, start + batch);
        yield { inputs: takeRows(x, chosen).data, targets: takeRows(y, chosen).data, count: chosen.length };
      }
    },
  };
}
