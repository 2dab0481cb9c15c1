import { integer } from '../core/options.js';
import type { PaddedSource } from '../kernels/padded-rows.js';
import { convolutionOutputSize } from './convolution-output-size.js';
import type { Image } from './image.js';
import { type Border, borderIndex, borderOption, type Margins, marginsFor, type Padding } from './padding.js';

/** How a window moves over an image: the options that every filter shares, but for `padding`. */
export const slidingWindowOptions = {
  stride: integer({ default: 1, min: 1, describe: 'pixels from one position of the kernel to the next' }),
  dilation: integer({ default: 1, min: 1, describe: 'pixels from one weight of the kernel to the next' }),
  border: borderOption,
};

/** A window's way over an image: where it stands, and how many places there are. */
export interface SlidingWindow {
  readonly margins: Margins;
  readonly border: Border;
  readonly stride: number;
  readonly dilation: number;
  /** Of the window, in pixels, dilation included. */
  readonly height: number;
  readonly outputWidth: number;
  readonly outputHeight: number;
}

/** @throws BAD_SHAPE when the kernel is even under `same`, or larger than the padded image. */
export function slidingWindow(
  image: Image,
  kernel: { width: number; height: number },
  options: { padding: Padding; border: Border; stride: number; dilation: number },
): SlidingWindow {
  const { padding, border, stride, dilation } = options;
  const width = dilation * (kernel.width - 1) + 1;
  const height = dilation * (kernel.height - 1) + 1;
  const margins = marginsFor(padding, { width, height });
  const { left, right, top, bottom } = margins;
  const along = { stride, dilation };
  return {
    margins,
    border,
    stride,
    dilation,
    height,
    outputWidth: convolutionOutputSize({
      input: image.width,
      kernel: kernel.width,
      padding: [left, right],
      ...along,
    }),
    outputHeight: convolutionOutputSize({
      input: image.height,
      kernel: kernel.height,
      padding: [top, bottom],
      ...along,
    }),
  };
}

/** The row at padded position y; row 0 is the first row of the upper margin. */
export type RowSource = (y: number) => Float64Array;

/** Makes each row when it is first asked for and keeps it for as long as `kept` rows are in use at a time. */
export function rowRing(
  { kept, length }: { kept: number; length: number },
  fill: (y: number, row: Float64Array) => void,
): RowSource {
  const slots = Array.from({ length: kept }, () => new Float64Array(length));
  const holds = new Int32Array(kept).fill(-1);
  return (y) => {
    const slot = y % kept;
    const row = slots[slot]!;
    if (holds[slot] !== y) {
      fill(y, row);
      holds[slot] = y;
    }
    return row;
  };
}

/** The rows of an image with its margins, interleaved, in float64. */
export function paddedRows(image: Image, { margins, border, height: kept }: SlidingWindow): RowSource {
  const { data, width, height, channels } = image;
  const { left, right, top } = margins;
  const beyond = [
    ...Array.from({ length: left }, (_, x) => x),
    ...Array.from({ length: right }, (_, x) => left + width + x),
  ];
  const origins = beyond.map((x) => borderIndex(x - left, width, border));
  return rowRing({ kept, length: (left + width + right) * channels }, (y, row) => {
    const origin = borderIndex(y - top, height, border);
    if (origin < 0) {
      row.fill(0);
      return;
    }
    const start = origin * width * channels;
    row.set(data.subarray(start, start + width * channels), left * channels);
    for (let k = 0; k < beyond.length; k++)
      for (let c = 0; c < channels; c++)
        row[beyond[k]! * channels + c] = origins[k]! < 0 ? 0 : data[start + origins[k]! * channels + c]!;
  });
}

/** The same rows for the kernels, which make them on their own. */
export function paddedSource<T extends Uint8Array | Float32Array>(
  { data, width, height, channels }: Image<T>,
  { margins: { top, right, bottom, left }, border }: SlidingWindow,
): PaddedSource<T> {
  const rows = origins(height, { before: top, after: bottom, border });
  const columns = origins(width, { before: left, after: right, border });
  return { data, width, channels, rows, columns, left };
}

function origins(
  length: number,
  { before, after, border }: { before: number; after: number; border: Border },
): Int32Array {
  const table = new Int32Array(before + length + after);
  for (let i = 0; i < table.length; i++) table[i] = borderIndex(i - before, length, border);
  return table;
}
