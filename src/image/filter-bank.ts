import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { resolveOptions } from '../core/options.js';
import { type CorrelateOptions, correlateOptions } from './correlation.js';
import { arrayTypeFor, type FilterOutput, type FilterOutputs, sinkOf } from './filter-output.js';
import type { Image } from './image.js';
import { requireFinite } from './kernel.js';
import { resultImage } from './result-image.js';
import { paddedRows, slidingWindow } from './sliding-window.js';

/**
 * Filters over all channels at once, as a convolution layer of a neural network: filter f of
 * `bank[filters, height, width, channels]` gives channel f of the result, the sum over its window and over all
 * channels, plus `bias[f]`. Kernels are not turned (cross-correlation).
 *
 * Options, borders and output size are those of `correlate`. Sums are float64, in the order rows, columns, channels.
 * The layout is TensorFlow Lite's OHWI; PyTorch's weights `[filters, channels, height, width]` need their axes moved.
 *
 * @throws as `correlate`; also BAD_SHAPE when the bank is not of four axes, or its channels are not the image's,
 * or there is not one bias a filter.
 */
export function filterBank<O extends FilterOutput = 'float32'>(
  image: Image,
  bank: NdArray,
  options: CorrelateOptions<O> & { bias?: ArrayLike<number> } = {},
): Image<FilterOutputs[O]> {
  const { padding = 'same', bias, out, ...rest } = options;
  const resolved = resolveOptions('filter', correlateOptions, rest);
  const kernels = checkedBank(bank, { channels: image.channels, bias });
  const { filters, height: kernelHeight, width: kernelWidth } = kernels;
  const window = slidingWindow(image, kernels, { ...resolved, padding });
  const { outputWidth: width, outputHeight: height, stride, dilation } = window;
  const type = arrayTypeFor(resolved.output as O);
  const result = resultImage({ width, height, channels: filters, type }, { out, input: image });
  const sink = sinkOf(result.data);
  const rows = paddedRows(image, window);
  const sums = new Float64Array(width * filters);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < sums.length; k++) sums[k] = bias?.[k % filters] ?? 0;
    for (let i = 0; i < kernelHeight; i++) {
      const row = rows(y * stride + i * dilation);
      for (let j = 0; j < kernelWidth; j++)
        for (let c = 0; c < image.channels; c++)
          addWeighted(sums, row, {
            weights: kernels.weightsAt(i, j, c),
            from: j * dilation * image.channels + c,
            step: stride * image.channels,
          });
    }
    sink.set(sums, y * width * filters);
  }
  return result;
}

/** Adds one pixel value times all filters' weights, for every position of a row. */
function addWeighted(
  sums: Float64Array,
  row: Float64Array,
  { weights, from, step }: { weights: Float64Array; from: number; step: number },
): void {
  const filters = weights.length;
  for (let k = 0, at = from; k < sums.length; k += filters, at += step) {
    const value = row[at]!;
    for (let f = 0; f < filters; f++) sums[k + f]! += weights[f]! * value;
  }
}

function checkedBank(
  { data, shape }: NdArray,
  { channels, bias }: { channels: number; bias: ArrayLike<number> | undefined },
) {
  const [filters = 0, height = 0, width = 0, depth = 0] = shape;
  if (shape.length !== 4 || data.length === 0)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected a filter bank of shape [filters, height, width, channels] but received [${shape.join(', ')}].`,
    );
  if (depth !== channels)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected a filter bank over the image's ${channels} channels but received one over ${depth}: [${shape.join(', ')}].`,
    );
  if (bias && bias.length !== filters)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected one bias for each of ${filters} filters but received ${bias.length}.`,
    );
  requireFinite(Float64Array.from(data));
  const perFilter = height * width * channels;
  // Filters innermost, so that the inner loop runs over memory in order.
  const turned = Array.from({ length: perFilter }, (_, k) =>
    Float64Array.from({ length: filters }, (_, f) => data[f * perFilter + k]!),
  );
  const weightsAt = (i: number, j: number, c: number) => turned[(i * width + j) * channels + c]!;
  return { filters, height, width, weightsAt };
}
