import type { Correlation } from './correlation.js';
import { sinkOf } from './filter-output.js';
import type { Kernel } from './kernel.js';
import { paddedRows, type RowSource, rowRing, type SlidingWindow } from './sliding-window.js';

/**
 * `correlate` in plain TypeScript, for any image, stride and result: row by row, in float64. The reference of the
 * kernels.
 */
export function correlateRows(correlation: Correlation): void {
  const { image, window, result } = correlation;
  const { outputWidth: width, outputHeight: height } = window;
  const length = width * image.channels;
  const sink = sinkOf(result.data);
  const filteredRow = rowFilter(correlation);
  const sums = new Float64Array(length);
  for (let y = 0; y < height; y++) {
    filteredRow(y, sums);
    sink.set(sums, y * length);
  }
}

/** What fills `sums` with row `y` of the result. */
type RowFilter = (y: number, sums: Float64Array) => void;

function rowFilter({ image, kernel, factors, window }: Correlation): RowFilter {
  const rows = paddedRows(image, window);
  const { channels } = image;
  if (!factors) return directFilter(rows, kernel, { channels, window });
  const taps = { weights: factors.row, channels, window };
  const length = window.outputWidth * channels;
  const filtered = rowRing({ kept: window.height, length }, (y, row) => {
    row.fill(0);
    addTaps(row, rows(y), taps);
  });
  return columnFilter(filtered, factors.column, window);
}

function directFilter(
  rows: RowSource,
  { weights, width, height }: Kernel,
  { channels, window }: { channels: number; window: SlidingWindow },
): RowFilter {
  const taps = Array.from({ length: height }, (_, i) => ({
    weights: weights.subarray(i * width, (i + 1) * width),
    channels,
    window,
  }));
  return (y, sums) => {
    sums.fill(0);
    for (let i = 0; i < height; i++) addTaps(sums, rows(y * window.stride + i * window.dilation), taps[i]!);
  };
}

function columnFilter(rows: RowSource, column: Float64Array, { stride, dilation }: SlidingWindow): RowFilter {
  return (y, sums) => {
    sums.fill(0);
    for (let i = 0; i < column.length; i++)
      if (column[i] !== 0) addScaled(sums, rows(y * stride + i * dilation), column[i]!);
  };
}

/** One row of a kernel, over a row of pixels. */
interface Taps {
  readonly weights: Float64Array;
  readonly channels: number;
  readonly window: SlidingWindow;
}

function addTaps(sums: Float64Array, row: Float64Array, { weights, channels, window }: Taps): void {
  const { stride, dilation, outputWidth } = window;
  for (let j = 0; j < weights.length; j++) {
    const weight = weights[j]!;
    const offset = j * dilation * channels;
    if (weight === 0) continue;
    if (stride === 1) {
      addScaled(sums, row.subarray(offset), weight);
      continue;
    }
    for (let x = 0, from = offset; x < outputWidth; x++, from += stride * channels)
      for (let c = 0; c < channels; c++) sums[x * channels + c]! += weight * row[from + c]!;
  }
}

function addScaled(sums: Float64Array, row: Float64Array, weight: number): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += weight * row[i]!;
}
