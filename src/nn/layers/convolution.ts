import { FoveaError } from '../../core/errors.js';
import type { Tensor } from '../graph/tensor.js';
import { filledWith, type InitializerName, initializerOf } from '../initializers.js';
import { add } from '../ops/add.js';
import { conv2d } from '../ops/conv2d.js';
import { multiply } from '../ops/multiply.js';
import type { Padding, Pair } from '../ops/windows.js';
import { defineLayer } from './layer.js';

/** Settings of a convolution. */
export type ConvolutionConfig = {
  readonly filters: number;
  readonly size: Pair;
  /** @default 1 */
  readonly strides?: Pair;
  /** @default 'valid' */
  readonly padding?: Padding;
  /** @default 1 */
  readonly dilations?: Pair;
  /** Channels and filters in so many groups that do not see each other. @default 1 */
  readonly groups?: number;
  /** For each filter, the channels it sees, as in LeNet-5's third layer. @default all */
  readonly connections?: readonly (readonly number[])[];
  /** @default 'he-normal' */
  readonly initializer?: InitializerName;
  /** The bias to begin with. @default 0 */
  readonly bias?: number;
};

/**
 * Filters moved over images: `[batch, channels, height, width]` → `[batch, filters, rows, columns]`.
 * Variables: `filters` `[filters, channels / groups, height, width]`, `bias` `[filters, 1, 1]`.
 */
export const convolution = defineLayer<ConvolutionConfig>('convolution', (x, config) => {
  const { filters: count, size, groups = 1, connections, initializer = 'he-normal', bias = 0 } = config;
  const channels = (x.shape[1] ?? 0) / groups;
  if (x.shape.length !== 4 || !Number.isInteger(channels))
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected images [batch, channels, height, width], channels a multiple of ${groups}, for a convolution but received [${x.shape.join(', ')}].`,
    );
  const shape = [count, channels, ...(typeof size === 'number' ? [size, size] : size)];
  const filters = x.graph.variable('filters', { shape, initializer: initializerOf(initializer) });
  const seen = connections ? multiply(filters, connected(filters, connections)) : filters;
  const { strides = 1, padding = 'valid', dilations = 1 } = config;
  const maps = conv2d(x, seen, { strides, padding, dilations, groups });
  return add(maps, x.graph.variable('bias', { shape: [count, 1, 1], initializer: filledWith(bias) }));
});

/** 1 where a filter sees a channel, `[filters, channels, 1, 1]`. */
function connected({ graph, shape }: Tensor, connections: readonly (readonly number[])[]): Tensor {
  const [filters, channels] = shape as [number, number];
  const data = new Float32Array(filters * channels);
  if (
    connections.length !== filters ||
    connections.flat().some((channel) => !(channel in data && channel < channels))
  )
    throw new FoveaError(
      'BAD_OPTION',
      `Expected for each of ${filters} filters the channels (0 … ${channels - 1}) it is connected to but received ${connections.length} lists.`,
    );
  for (const [filter, seen] of connections.entries())
    for (const channel of seen) data[filter * channels + channel] = 1;
  return graph.constant({ data, shape: [filters, channels, 1, 1] });
}
