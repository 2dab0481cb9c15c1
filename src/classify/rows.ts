/** The index of the largest value of each row of `width`; ties go to the lower index. */
export function argmaxRows(values: Float32Array | Float64Array, width: number): Int32Array {
  return Int32Array.from({ length: values.length / width }, (_, i) => {
    let best = 0;
    for (let j = 1; j < width; j++) if (values[i * width + j]! > values[i * width + best]!) best = j;
    return best;
  });
}

/** `exp(v) / Σ exp(v)` over each row of `width`, safe for large values (a copy). */
export function softmaxRows(values: Float64Array, width: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += width) {
    let largest = -Infinity;
    for (let j = start; j < start + width; j++) largest = Math.max(largest, values[j]!);
    let sum = 0;
    for (let j = start; j < start + width; j++) sum += out[j] = Math.exp(values[j]! - largest);
    for (let j = start; j < start + width; j++) out[j]! /= sum;
  }
  return out;
}

/** Divides each row of `width` by its sum, in place. */
export function normaliseRows(values: Float32Array, width: number): void {
  for (let start = 0; start < values.length; start += width) {
    let sum = 0;
    for (let j = start; j < start + width; j++) sum += values[j]!;
    for (let j = start; j < start + width; j++) values[j]! /= sum;
  }
}
