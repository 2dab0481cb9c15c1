import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';

/** A kernel as callers write it: rows of numbers, or an array `[height, width]`. */
export type KernelInput = NdArray | readonly (readonly number[])[];

/** A checked kernel. `weights[i * width + j]` lies i rows down and j columns right of its top left corner. */
export interface Kernel {
  readonly weights: Float64Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Checks a kernel and brings it to float64 (a copy).
 * @throws BAD_SHAPE when it is empty, ragged or not of two axes; BAD_DATA when a weight is not finite.
 */
export function kernelFrom(input: KernelInput): Kernel {
  const kernel = 'shape' in input ? fromArray(input) : fromRows(input);
  if (kernel.weights.length === 0)
    throw new FoveaError('BAD_SHAPE', 'Expected a kernel of at least 1×1 but received an empty one.');
  requireFinite(kernel.weights);
  return kernel;
}

/** @throws BAD_DATA when a weight is NaN or infinite. */
export function requireFinite(weights: Float64Array): void {
  const at = weights.findIndex((weight) => !Number.isFinite(weight));
  if (at >= 0)
    throw new FoveaError(
      'BAD_DATA',
      `Expected finite weights for a kernel but weight ${at} is ${weights[at]}. Replace it.`,
    );
}

function fromArray({ data, shape }: NdArray): Kernel {
  const [height, width] = shape;
  if (height === undefined || width === undefined || shape.length !== 2)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected a kernel of shape [height, width] but received [${shape.join(', ')}]. Use filterBank for kernels over several channels.`,
    );
  return { weights: Float64Array.from(data), width, height };
}

function fromRows(rows: readonly (readonly number[])[]): Kernel {
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (row.length !== width)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected every row of a kernel to have ${width} weights, as row 0, but row ${i} has ${row.length}.`,
      );
  });
  return { weights: Float64Array.from(rows.flat()), width, height: rows.length };
}
