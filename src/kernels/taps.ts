/** A weight of a kernel, so many columns right of and rows below the first pixel of its window. */
export interface Tap {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/** The result of a filter, of `width` × `height` pixels, each over `windowHeight` rows, and where it goes. */
export interface WindowedSize<T extends Uint8Array | Float32Array = Uint8Array | Float32Array> {
  readonly width: number;
  readonly height: number;
  readonly windowHeight: number;
  readonly result: T;
}

/**
 * Taps as kernels/correlate.ts takes them: byte offsets and weights in turn. `stride` and `step` are bytes from a
 * row, and from a pixel, to the next; `weights` is the number type.
 */
export function tapTable(
  taps: readonly Tap[],
  {
    stride,
    step,
    weights,
  }: { stride: number; step: number; weights: Int32ArrayConstructor | Float32ArrayConstructor },
): Int32Array {
  const table = new Int32Array(2 * taps.length);
  const weightTable = new weights(table.buffer);
  taps.forEach(({ x, y, weight }, i) => {
    table[2 * i] = y * stride + x * step;
    weightTable[2 * i + 1] = weight;
  });
  return table;
}

/** Taps as kernels/correlate-again.ts takes them, with float64 weights. */
export function tapTableF64(
  taps: readonly Tap[],
  { stride, step }: { stride: number; step: number },
): Float64Array {
  const table = new Float64Array(2 * taps.length);
  const offsets = new Int32Array(table.buffer);
  taps.forEach(({ x, y, weight }, i) => {
    offsets[4 * i] = y * stride + x * step;
    table[2 * i + 1] = weight;
  });
  return table;
}
