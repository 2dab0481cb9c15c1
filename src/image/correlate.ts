import { type OptionsOf, resolveOptions } from '../core/options.js';
import { type FilterOutput, type FilterOutputs, filterOutputOption, outputArray } from './filter-output.js';
import type { Image } from './image.js';
import { type Kernel, type KernelInput, kernelFrom } from './kernel.js';
import type { Padding } from './padding.js';
import { separate } from './separable.js';
import {
  paddedRows,
  type RowSource,
  rowRing,
  type SlidingWindow,
  slidingWindow,
  slidingWindowOptions,
} from './sliding-window.js';

/** The options of `correlate` and `convolve` that are plain values; `padding` comes beside them. */
export const correlateOptions = { ...slidingWindowOptions, output: filterOutputOption };

export type CorrelateOptions<O extends FilterOutput = FilterOutput> = Partial<
  Omit<OptionsOf<typeof correlateOptions>, 'output'>
> & {
  /** Default: `same`. */
  padding?: Padding;
  /** Default: `float32`. */
  output?: O;
};

/**
 * Filters every channel with one kernel, laid on the image as it is written: the cross-correlation
 * `out(x, y) = Σ kernel(i, j) · in(x·stride + j·dilation − left, y·stride + i·dilation − top)`.
 * That is what OpenCV's filter2D, scipy.ndimage.correlate and the convolution layers of neural networks compute.
 * `convolve` is the same with the kernel turned by 180°; for symmetric kernels they are one.
 *
 * 1. Pad by `padding` (default `same`) with `border` (default `reflect-101`, as OpenCV).
 * 2. If the kernel is an outer product (found by `separate`), filter rows, then columns; else sum directly. Sums are
 *    float64 either way.
 * 3. Store as `output`.
 *
 * Input: any image; numbers are taken as they are (8-bit stays 0–255). Output: the same channels, width and height
 * by `convolutionOutputSize`; NaN pixels spread as far as the kernel reaches.
 *
 * Differences from OpenCV: sums are float64, not float32; so with weights that are not sums of powers of two a
 * `uint8` result may differ by 1 where the exact sum lies within about 1e-5 of a tie. Differences from TensorFlow:
 * `same` with a stride takes every stride-th result of stride 1, beginning with the first pixel; TensorFlow
 * sometimes begins later. Give margins to get its alignment.
 *
 * @throws BAD_OPTION; BAD_SHAPE for an empty or ragged kernel, an even one under `same`, or one larger than the
 * padded image; BAD_DATA for a weight that is not finite.
 */
export function correlate<O extends FilterOutput = 'float32'>(
  image: Image,
  kernel: KernelInput,
  options: CorrelateOptions<O> = {},
): Image<FilterOutputs[O]> {
  const { padding = 'same', ...rest } = options;
  const resolved = resolveOptions('filter', correlateOptions, rest);
  const output = resolved.output as O;
  const checked = kernelFrom(kernel);
  const window = slidingWindow(image, checked, { ...resolved, padding });
  const { outputWidth: width, outputHeight: height } = window;
  const length = width * image.channels;
  const { sink, data } = outputArray(output, length * height);
  const filteredRow = rowFilter(image, checked, { window, tolerance: output === 'float64' ? 1e-13 : 2e-7 });
  const sums = new Float64Array(length);
  for (let y = 0; y < height; y++) {
    filteredRow(y, sums);
    sink.set(sums, y * length);
  }
  return { data, width, height, channels: image.channels };
}

/** What fills `sums` with row `y` of the result. */
type RowFilter = (y: number, sums: Float64Array) => void;

/** `tolerance`: how far from an outer product a kernel may be; no more than the result's own rounding. */
function rowFilter(
  image: Image,
  kernel: Kernel,
  { window, tolerance }: { window: SlidingWindow; tolerance: number },
): RowFilter {
  const rows = paddedRows(image, window);
  const { channels } = image;
  if (kernel.width + kernel.height < kernel.width * kernel.height) {
    const factors = separate(kernel, tolerance);
    if (factors) {
      const taps = { weights: factors.row, channels, window };
      const length = window.outputWidth * channels;
      const filtered = rowRing({ kept: window.height, length }, (y, row) => {
        row.fill(0);
        addTaps(row, rows(y), taps);
      });
      return columnFilter(filtered, factors.column, window);
    }
  }
  return directFilter(rows, kernel, { channels, window });
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
