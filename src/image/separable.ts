import { commonDivisor } from './dyadic.js';
import type { Kernel } from './kernel.js';

/** Two vectors whose outer product, `column[i] * row[j]`, is a kernel. */
export interface SeparableKernel {
  readonly column: Float64Array;
  readonly row: Float64Array;
}

/**
 * Splits a kernel of rank one, so that h + w products a pixel do the work of h · w.
 *
 * 1. Take the weight of the greatest magnitude as the pivot.
 * 2. `row` is its row, `column` its column divided by the pivot. Where the row has a common divisor, which whole
 *    numbers and sums of powers of two have, that goes over to the column: both are then as exact as the kernel.
 * 3. Accept when no product is off by more than `tolerance` times the pivot.
 *
 * @returns null when the kernel is not an outer product, as most are not.
 */
export function separate({ weights, width, height }: Kernel, tolerance: number): SeparableKernel | null {
  let pivot = 0;
  for (let i = 1; i < weights.length; i++) if (Math.abs(weights[i]!) > Math.abs(weights[pivot]!)) pivot = i;
  const greatest = weights[pivot]!;
  if (greatest === 0) return { column: new Float64Array(height), row: new Float64Array(width) };
  const [pivotRow, pivotColumn] = [Math.floor(pivot / width), pivot % width];
  const pivots = weights.subarray(pivotRow * width, (pivotRow + 1) * width);
  const divisor = commonDivisor(pivots);
  const row = pivots.map((weight) => weight / divisor);
  const column = Float64Array.from(
    { length: height },
    (_, i) => weights[i * width + pivotColumn]! / (greatest / divisor),
  );
  for (let i = 0; i < weights.length; i++) {
    const product = column[Math.floor(i / width)]! * row[i % width]!;
    if (Math.abs(weights[i]! - product) > tolerance * Math.abs(greatest)) return null;
  }
  return { column, row };
}
