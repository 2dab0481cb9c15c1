import type { Samples } from './classifier.js';

/** Rows of numbers that come in blocks, so that what is made of them on the way is never there as a whole. */
export interface RowSource {
  readonly count: number;
  /** Numbers a row. */
  readonly width: number;
  /** All rows in their order. A block is valid until the call returns. `from`: the number of its first row. */
  forEachBlock(take: (block: Float32Array, from: number) => void): void;
}

/** What becomes of rows, each by itself. */
export interface RowChange {
  /** Numbers that a row has afterwards. */
  readonly width: number;
  /** Changed rows, flat, from flat rows. */
  apply(rows: Float32Array): Float32Array;
}

/** Numbers a block, about: a megabyte. */
const BLOCK = 1 << 18;

/** The rows of samples. */
export function rowSource({ data, shape }: Samples): RowSource {
  const [count, width] = shape as [number, number];
  const rows = Math.max(1, Math.floor(BLOCK / width));
  return {
    count,
    width,
    forEachBlock(take) {
      for (let from = 0; from < count; from += rows)
        take(data.subarray(from * width, (from + rows) * width), from);
    },
  };
}

/** Rows as `change` makes them, block by block. */
export function changedRows(source: RowSource, change: RowChange): RowSource {
  return {
    count: source.count,
    width: change.width,
    forEachBlock: (take) => source.forEachBlock((block, from) => take(change.apply(block), from)),
  };
}
