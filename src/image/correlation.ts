import { type OptionsOf, resolveOptions } from '../core/options.js';
import { arrayTypeFor, type FilterOutput, type FilterOutputs, filterOutputOption } from './filter-output.js';
import type { Image } from './image.js';
import { type Kernel, type KernelInput, kernelFrom } from './kernel.js';
import type { Padding } from './padding.js';
import { type ResultOptions, resultImage } from './result-image.js';
import { type SeparableKernel, separate } from './separable.js';
import { type SlidingWindow, slidingWindow, slidingWindowOptions } from './sliding-window.js';

/** The options of `correlate` and `convolve` that are plain values; `padding` comes beside them. */
export const correlateOptions = { ...slidingWindowOptions, output: filterOutputOption };

/** Options of `correlate` and `convolve`; what is left out takes its default. */
export type CorrelateOptions<O extends FilterOutput = FilterOutput> = Partial<
  Omit<OptionsOf<typeof correlateOptions>, 'output'>
> &
  ResultOptions<FilterOutputs[O]> & {
    /** Default: `same`. */
    padding?: Padding;
    /** Default: `float32`. */
    output?: O;
  };

/** A call of `correlate`, checked and prepared. */
export interface Correlation<O extends FilterOutput = FilterOutput> {
  readonly image: Image;
  readonly kernel: Kernel;
  /** The kernel as rows and columns, where that saves work. */
  readonly factors: SeparableKernel | null;
  readonly window: SlidingWindow;
  readonly output: O;
  /** To be filled: the caller's `out`, or new. */
  readonly result: Image<FilterOutputs[O]>;
}

/** @throws as `correlate`. */
export function correlationOf<O extends FilterOutput>(
  image: Image,
  input: KernelInput,
  options: CorrelateOptions<O>,
): Correlation<O> {
  const { padding = 'same', out, ...rest } = options;
  const resolved = resolveOptions('filter', correlateOptions, rest);
  const output = resolved.output as O;
  const kernel = kernelFrom(input);
  const window = slidingWindow(image, kernel, { ...resolved, padding });
  const { outputWidth: width, outputHeight: height } = window;
  const size = { width, height, channels: image.channels, type: arrayTypeFor(output) };
  const result = resultImage(size, { out, input: image });
  // A kernel may be as far from an outer product as the result's own rounding.
  const tolerance = output === 'float64' ? 1e-13 : 2e-7;
  const saves = kernel.width + kernel.height < kernel.width * kernel.height;
  return { image, kernel, window, output, result, factors: saves ? separate(kernel, tolerance) : null };
}
