import { hasKernels } from '../kernels/kernels.js';
import { correlateByKernel } from './correlate-by-kernel.js';
import { correlateRows } from './correlate-rows.js';
import { type CorrelateOptions, correlationOf } from './correlation.js';
import type { FilterOutput, FilterOutputs } from './filter-output.js';
import type { Image } from './image.js';
import type { KernelInput } from './kernel.js';

/**
 * Filters every channel with one kernel, laid on the image as it is written: the cross-correlation
 * `out(x, y) = Σ kernel(i, j) · in(x·stride + j·dilation − left, y·stride + i·dilation − top)`.
 * That is what OpenCV's filter2D, scipy.ndimage.correlate and the convolution layers of neural networks compute.
 * `convolve` is the same with the kernel turned by 180°; for symmetric kernels they are one.
 *
 * 1. Pad by `padding` (default `same`) with `border` (default `reflect-101`, as OpenCV).
 * 2. If the kernel is an outer product (found by `separate`), filter rows, then columns; else sum directly. Sums are
 *    float64, but for `float32` results of 8-bit and float32 images, whose sums may be float32.
 * 3. Store as `output`.
 *
 * Input: any image; numbers are taken as they are (8-bit stays 0–255). Output: the same channels, width and height
 * by `convolutionOutputSize`; NaN pixels spread as far as the kernel reaches.
 *
 * At stride 1, kernels in WebAssembly make `uint8` and `float32` results of 8-bit images, and `float32` results of
 * float32 images. `uint8` results are the same bytes as without them. So are `float32` results of 8-bit images under
 * moderate weights that are whole numbers or sums of powers of two; all others may differ by
 * (n + 4) · 2⁻²⁴ · Σ|weights| · the greatest pixel, for n weights: by less than 9e-5 on the scale of 255 for 5×5
 * weights that keep the brightness. `float64` results have float64 sums always.
 *
 * Differences from OpenCV: its sums are float32, but those of `uint8` results here are as good as float64; so
 * with weights that are not sums of powers of two one may differ by 1 where the exact sum lies within about 1e-5 of a
 * tie. Differences from TensorFlow:
 * `same` with a stride takes every stride-th result of stride 1, beginning with the first pixel; TensorFlow
 * sometimes begins later. Give margins to get its alignment.
 *
 * @throws BAD_OPTION, also for an `out` that shares memory with the image; BAD_SHAPE for an empty or ragged kernel, an
 * even one under `same`, one larger than the padded image, or an `out` of another size or type; BAD_DATA for a weight that is not finite.
 */
export function correlate<O extends FilterOutput = 'float32'>(
  image: Image,
  kernel: KernelInput,
  options: CorrelateOptions<O> = {},
): Image<FilterOutputs[O]> {
  const correlation = correlationOf(image, kernel, options);
  if (!(hasKernels() && correlateByKernel(correlation))) correlateRows(correlation);
  return correlation.result;
}
