import type { Arena } from './arena.js';

/** An image and what stands around it: which row and which column each padded one repeats, −1 for zeros. */
export interface PaddedSource<T extends Uint8Array | Float32Array = Uint8Array | Float32Array> {
  readonly data: T;
  readonly channels: number;
  readonly width: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Columns of the left margin. */
  readonly left: number;
}

/** Some rows of a result, and the padded rows they need that the band above has not left behind. */
export interface Band {
  readonly y: number;
  readonly count: number;
  /** The first padded row that is new. */
  readonly from: number;
  readonly fresh: number;
  /** How many of the rows above it stay from the last band. */
  readonly kept: number;
}

/** One of the exports of kernels/pad-rows.ts. */
export type PadKernel = (
  source: number,
  rows: number,
  count: number,
  padding: number,
  target: number,
) => void;

/** Memory that a core's cache holds, so that a filter finds there what the step before it wrote. */
const BAND_BYTES = 64 * 1024;

/** How many padded rows may lie in one band: what the cache holds, but at least as many as the window has. */
export const bandRows = (stride: number, windowHeight: number): number =>
  2 * Math.ceil(Math.max(BAND_BYTES / stride, windowHeight, 8) / 2);

/** Cuts `height` rows of a result, each over `windowHeight` padded rows, into bands of at most `rows`. */
export function* bandsOf(height: number, { rows, windowHeight }: { rows: number; windowHeight: number }) {
  const overlap = windowHeight - 1;
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y);
    const band: Band =
      y === 0
        ? { y, count, from: 0, fresh: count + overlap, kept: 0 }
        : { y, count, from: y + overlap, fresh: count, kept: overlap };
    yield band;
  }
}

/** Bytes from one padded row to the next: filters read and write up to 64 samples beyond the last. */
export const paddedStride = (samples: number, bytes: number): number =>
  Math.ceil((samples + 80) / 16) * 16 * bytes;

/** What puts the fresh padded rows of a band at `target`. */
export function rowPadder(
  source: PaddedSource,
  { arena, pad, stride }: { arena: Arena; pad: PadKernel; stride: number },
): (band: Band, target: number) => void {
  const rowBytes = source.width * source.channels * source.data.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(source.data.buffer, source.data.byteOffset, source.data.byteLength);
  const padding = arena.put(paddingOf(source, stride));
  const rows = arena.put(source.rows);
  return ({ from, fresh }, target) =>
    arena.scope(() => {
      const [first, end] = span(source.rows, from, from + fresh);
      const length = (end - first) * rowBytes;
      const image = arena.allocate(length + 16);
      arena.u8(image, length).set(bytes.subarray(first * rowBytes, end * rowBytes));
      // Rows count from the first of the image, of which only those of this band are there.
      pad(image - first * rowBytes, rows + from * 4, fresh, padding, target);
    });
}

/** The first row of the image that padded rows `from` to `to` repeat, and the one after the last. */
function span(rows: Int32Array, from: number, to: number): [first: number, end: number] {
  let [first, end] = [Infinity, 0];
  for (let y = from; y < to; y++) {
    const row = rows[y]!;
    if (row >= 0 && row < first) first = row;
    if (row >= end) end = row + 1;
  }
  return [Math.min(first, end), end];
}

/** As kernels/pad-rows.ts describes it. */
function paddingOf({ width, channels, columns, left }: PaddedSource, stride: number): Int32Array {
  const margins: number[] = [];
  for (let x = 0; x < columns.length; x++) {
    if (x >= left && x < left + width) continue;
    const column = columns[x]!;
    for (let c = 0; c < channels; c++)
      margins.push(x * channels + c, column < 0 ? -1 : column * channels + c);
  }
  return Int32Array.from([width * channels, left * channels, stride, margins.length / 2].concat(margins));
}
