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

/** Taps along a row as kernels/correlate-along.ts takes them: byte offset and weight. */
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
 * Taps for two rows of the result as kernels/correlate.ts takes them: those that only the upper row has, those of
 * both and those that only the lower has, each from the top left. The window of the lower lies one row further down.
 */
export function tapsOfPair(
  taps: readonly Tap[],
  { stride, step, weights }: Steps & { weights: Int32ArrayConstructor | Float32ArrayConstructor },
): Int32Array {
  const above = new Map(taps.map(({ x, y, weight }) => [y * stride + x * step, weight]));
  const below = new Map([...above].map(([offset, weight]) => [offset + stride, weight]));
  const offsets = [...above.keys()];
  const parts = [
    offsets.filter((offset) => !below.has(offset)),
    offsets.filter((offset) => below.has(offset)),
    [...below.keys()].filter((offset) => !above.has(offset)),
  ];
  const table = new Int32Array(3 + 3 * parts.flat().length);
  const weightTable = new weights(table.buffer);
  let at = 3;
  parts.forEach((part, i) => {
    for (const offset of part) {
      table[at] = offset;
      weightTable[at + 1] = above.get(offset) ?? 0;
      weightTable[at + 2] = below.get(offset) ?? 0;
      at += 3;
    }
    table[i] = at * table.BYTES_PER_ELEMENT;
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
