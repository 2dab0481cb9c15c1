import { correlate } from './correlate.js';
import type { CorrelateOptions } from './correlation.js';
import type { FilterOutput, FilterOutputs } from './filter-output.js';
import type { Image } from './image.js';
import { type KernelInput, kernelFrom } from './kernel.js';

/**
 * True convolution, as in mathematics and signal processing: the kernel is turned by 180°, then laid on the image
 * as by `correlate`, which takes the same options, gives the same output and raises the same errors.
 *
 * Agrees with scipy.ndimage.convolve and scipy.signal.convolve2d (`valid`, and `same` for odd kernels). OpenCV's
 * filter2D and neural networks do not turn the kernel: use `correlate` for theirs.
 */
export function convolve<O extends FilterOutput = 'float32'>(
  image: Image,
  kernel: KernelInput,
  options: CorrelateOptions<O> = {},
): Image<FilterOutputs[O]> {
  const { weights, width, height } = kernelFrom(kernel);
  return correlate(image, { data: weights.reverse(), shape: [height, width] }, options);
}
