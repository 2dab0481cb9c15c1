import { FoveaError } from '../core/errors.js';
import { integer, number, type OptionsOf, resolveOptions } from '../core/options.js';
import { gaussianU8 } from '../kernels/gaussian-u8.js';
import { hasKernels } from '../kernels/kernels.js';
import { gaussianWeightsQ8 } from './gaussian-weights.js';
import type { Image } from './image.js';
import { type ResultOptions, resultImage } from './result-image.js';
import { paddedRows, paddedSource, rowRing, type SlidingWindow, slidingWindow } from './sliding-window.js';

/** The options of `gaussianBlur`. */
export const gaussianBlurOptions = {
  sigma: number({ default: 1, min: 0.01, max: 200, describe: 'standard deviation, in pixels' }),
  size: integer({
    default: 0,
    min: 0,
    max: 2001,
    describe: 'width and height of the window, odd; 0: 6 sigma + 1, made odd',
  }),
};

/** Options of `gaussianBlur`; what is left out takes its default. */
export type GaussianBlurOptions = Partial<OptionsOf<typeof gaussianBlurOptions>> & ResultOptions<Uint8Array>;

/**
 * Blurs an 8-bit image, channel by channel, with exactly the bytes of OpenCV's GaussianBlur.
 *
 * 1. `size` weights e^(−x²/2σ²), divided by their sum, in 8-bit fixed point: rounded from the ends inwards, each
 *    taking on the error of the one before; the middle takes what is missing to 256.
 * 2. Beyond the edge the image is mirrored (`reflect-101`).
 * 3. Rows, then columns, in integers; the sum, of 16 fractional bits, is rounded half up.
 *
 * Input and output: 8-bit images of any number of channels and the same size. Default: σ 1; `size` 0, which is
 * round(6σ + 1) made odd. A kernel computes it where there is one, with the same bytes.
 *
 * Source: OpenCV 4, modules/imgproc/src/smooth.dispatch.cpp (the bit-exact path). Differences from OpenCV: none for
 * 8-bit images and σ > 0. Differences from `correlate` with the `gaussian` kernel, whose weights are not rounded:
 * some bytes by 1 or 2.
 * @throws BAD_DATA when the image is not 8-bit; BAD_OPTION, also for an even size and for an `out` that shares memory with
 * the image; BAD_SHAPE for one of another size or type.
 */
export function gaussianBlur(image: Image, options: GaussianBlurOptions = {}): Image<Uint8Array> {
  const { out, ...rest } = options;
  const { sigma, size } = resolveOptions('gaussian-blur', gaussianBlurOptions, rest);
  const { data, width, height, channels } = image;
  if (!(data instanceof Uint8Array))
    throw new FoveaError(
      'BAD_DATA',
      `Expected an 8-bit image for gaussianBlur but received a ${data.constructor.name}. Bring it to 8 bits with toU8, or use correlate with namedKernel('gaussian').`,
    );
  if (size > 0 && size % 2 === 0)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an odd number for gaussian-blur size but received ${size}: an even window has no middle. Use ${size + 1}.`,
    );
  const weights = gaussianWeightsQ8(sigma, size);
  const along = { width: weights.length, height: weights.length };
  const window = slidingWindow(image, along, {
    padding: 'same',
    border: 'reflect-101',
    stride: 1,
    dilation: 1,
  });
  const result = resultImage({ width, height, channels, type: Uint8Array }, { out, input: image });
  if (hasKernels()) gaussianU8(paddedSource({ ...image, data }, window), weights, result.data);
  else blurRows(image, { window, weights, blurred: result.data });
  return result;
}

/** The reference of the kernel. All sums are integers below 2²⁴, which float64 holds exactly. */
function blurRows(
  image: Image,
  { window, weights, blurred }: { window: SlidingWindow; weights: Int32Array; blurred: Uint8Array },
): void {
  const { channels } = image;
  const length = image.width * channels;
  const rows = paddedRows(image, window);
  const filtered = rowRing({ kept: weights.length, length }, (y, sums) => {
    const row = rows(y);
    sums.fill(0);
    for (let k = 0; k < weights.length; k++)
      for (let i = 0; i < length; i++) sums[i]! += weights[k]! * row[i + k * channels]!;
  });
  const sums = new Float64Array(length);
  for (let y = 0; y < image.height; y++) {
    sums.fill(2 ** 15);
    for (let k = 0; k < weights.length; k++) {
      const row = filtered(y + k);
      for (let i = 0; i < length; i++) sums[i]! += weights[k]! * row[i]!;
    }
    for (let i = 0; i < length; i++) blurred[y * length + i] = sums[i]! >> 16;
  }
}
