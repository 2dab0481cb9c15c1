/**
 * Divides each row of `length` values by their sum and takes square roots, in place; a row of zeros stays. The
 * reference of the kernel.
 * @returns the first row that has a value which is negative or not finite; −1 where there is none.
 */
export function rootRows(values: Float32Array, length: number): number {
  for (let start = 0; start < values.length; start += length) {
    const sum = sumOf(values, start, start + length);
    if (!Number.isFinite(sum)) return start / length;
    if (sum > 0) for (let i = start; i < start + length; i++) values[i] = Math.sqrt(values[i]! / sum);
  }
  return -1;
}

/** NaN where a value is negative. A loop: callbacks would cost more than the roots. */
function sumOf(values: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i]! < 0 ? Number.NaN : values[i]!;
  return sum;
}
