import { FoveaError } from '../core/errors.js';

/**
 * How many positions a window has along one axis:
 * ⌊(input + before + after − dilation·(kernel − 1) − 1) / stride⌋ + 1.
 *
 * `padding` counts pixels: a number for both sides alike, or `[before, after]`. `valid` padding is 0, `same` is
 * dilation·(kernel − 1)/2, which gives ⌈input/stride⌉. Defaults: stride 1, padding 0, dilation 1. All in pixels.
 *
 * Source: V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep learning", arXiv 1603.07285.
 * @throws BAD_SHAPE when the kernel is larger than the padded input.
 */
export function convolutionOutputSize({
  input,
  kernel,
  stride = 1,
  padding = 0,
  dilation = 1,
}: {
  input: number;
  kernel: number;
  stride?: number;
  padding?: number | readonly [before: number, after: number];
  dilation?: number;
}): number {
  const [before, after] = typeof padding === 'number' ? [padding, padding] : padding;
  const room = input + before + after;
  const window = dilation * (kernel - 1) + 1;
  if (window > room)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected a kernel of at most ${room} pixels, the padded input, but received one of ${window}. Use a smaller kernel or more padding.`,
    );
  return Math.floor((room - window) / stride) + 1;
}
