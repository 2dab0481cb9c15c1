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

/** Bytes from a row to the next, and from a pixel. */
interface Steps {
  readonly stride: number;
  readonly step: number;
}

/** Taps along a row as kernels/correlate-f32.ts takes them: byte offset and weight. */
export function tapsAlong(taps: readonly Tap[], { stride, step }: Steps): Int32Array {
  const table = new Int32Array(2 * taps.length);
  const weights = new Float32Array(table.buffer);
  taps.forEach(({ x, y, weight }, i) => {
    table[2 * i] = y * stride + x * step;
    weights[2 * i + 1] = weight;
  });
  return table;
}

/**
 * Taps for two rows of the result as kernels/correlate-f32.ts takes them: byte offset, weight for the upper row, weight
 * for the lower, whose window lies one row further down. In order from the top left, as the plain code sums.
 */
export function tapsOfPair(
  taps: readonly Tap[],
  { stride, step, weights }: Steps & { weights: Int32ArrayConstructor | Float32ArrayConstructor },
): Int32Array {
  const pairs = new Map<number, { above: number; below: number }>();
  const pairAt = (offset: number) => {
    const pair = pairs.get(offset) ?? { above: 0, below: 0 };
    pairs.set(offset, pair);
    return pair;
  };
  for (const { x, y, weight } of taps) {
    pairAt(y * stride + x * step).above = weight;
    pairAt((y + 1) * stride + x * step).below = weight;
  }
  const table = new Int32Array(3 * pairs.size);
  const weightTable = new weights(table.buffer);
  [...pairs]
    .sort(([a], [b]) => a - b)
    .forEach(([offset, { above, below }], i) => {
      table[3 * i] = offset;
      weightTable[3 * i + 1] = above;
      weightTable[3 * i + 2] = below;
    });
  return table;
}

/** Taps as kernels/correlate-again.ts takes them, with float64 weights. */
export function tapTableF64(taps: readonly Tap[], { stride, step }: Steps): Float64Array {
  const table = new Float64Array(2 * taps.length);
  const offsets = new Int32Array(table.buffer);
  taps.forEach(({ x, y, weight }, i) => {
    offsets[4 * i] = y * stride + x * step;
    table[2 * i + 1] = weight;
  });
  return table;
}
