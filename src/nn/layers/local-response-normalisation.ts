import { add } from '../ops/add.js';
import { channelWindowSum } from '../ops/channel-window-sum.js';
import { multiply } from '../ops/multiply.js';
import { power, square } from '../ops/power.js';
import { defineLayer } from './layer.js';

/** Settings of local response normalisation; the defaults are AlexNet's. */
export type LocalResponseConfig = {
  /** Channels on either side. @default 2 */
  readonly radius?: number;
  /** @default 2 */
  readonly bias?: number;
  /** For each channel of the window, not divided by their number. @default 1e-4 */
  readonly alpha?: number;
  /** @default 0.75 */
  readonly beta?: number;
};

/**
 * x / (bias + alpha · Σ x² over neighbouring channels)^beta.
 *
 * Source: Krizhevsky et al., "ImageNet classification with deep convolutional neural networks", NIPS 2012, section
 * 3.3. PyTorch's LocalResponseNorm divides alpha by the window's size; this, as the paper and TensorFlow, does not.
 */
export const localResponseNormalisation = defineLayer<LocalResponseConfig>(
  'localResponseNormalisation',
  (x, { radius = 2, bias = 2, alpha = 1e-4, beta = 0.75 }) => {
    const sum = channelWindowSum(square(x), { radius });
    return multiply(x, power(add(multiply(sum, alpha), bias), -beta));
  },
);
