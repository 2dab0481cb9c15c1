import { averagePool2d } from '../ops/average-pool2d.js';
import { maxPool2d } from '../ops/max-pool2d.js';
import { reduceMean } from '../ops/reduce-mean.js';
import type { Padding, Pair } from '../ops/windows.js';
import { defineLayer } from './layer.js';

/** Settings of a pooling. */
export type PoolingConfig = {
  readonly size: Pair;
  /** @default the size: windows lie side by side. */
  readonly strides?: Pair;
  /** @default 'valid' */
  readonly padding?: Padding;
};

/** The largest number of each window, channel by channel. */
export const maxPooling = defineLayer<PoolingConfig>('maxPooling', (x, config) => maxPool2d(x, config));

/** The mean of each window, channel by channel. */
export const averagePooling = defineLayer<PoolingConfig>('averagePooling', (x, config) =>
  averagePool2d(x, config),
);

/** The mean of each channel: `[batch, channels, height, width]` → `[batch, channels]`. */
export const globalAveragePooling = defineLayer<object>('globalAveragePooling', (x) =>
  reduceMean(x, { axes: [2, 3] }),
);
