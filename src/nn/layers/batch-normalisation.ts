import type { Tensor } from '../graph/tensor.js';
import { filledWith } from '../initializers.js';
import { add } from '../ops/add.js';
import { multiply } from '../ops/multiply.js';
import { power, square } from '../ops/power.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { reshape } from '../ops/reshape.js';
import { subtract } from '../ops/subtract.js';
import { defineLayer, type LayerContext } from './layer.js';

/** Settings of batch normalisation. */
export type BatchNormalisationConfig = {
  /** What of a running mean stays at every step. @default 0.9 */
  readonly momentum?: number;
  /** Added to the variance. @default 1e-5 */
  readonly epsilon?: number;
};

/**
 * Each channel brought to mean 0 and variance 1 over the batch, then scaled and shifted by what is learnt. Afterwards
 * running means of both take the batch's place.
 *
 * Source: Ioffe & Szegedy, 2015, arXiv:1502.03167. The running variance is the population's (divided by n), as in
 * Keras; PyTorch divides by n − 1. Variables: `scale`, `shift`, `mean`, `variance`, one number a channel.
 */
export const batchNormalisation = defineLayer<BatchNormalisationConfig>(
  'batchNormalisation',
  (x, { momentum = 0.9, epsilon = 1e-5 }, context) => {
    const { mean, variance } = statistics(x, momentum, context);
    const [scale, shift] = [channelVariable(x, 'scale', 1), channelVariable(x, 'shift', 0)];
    const normal = multiply(subtract(x, mean), power(add(variance, epsilon), -0.5));
    return add(multiply(normal, scale), shift);
  },
);

/** One number a channel, so shaped that it repeats over everything else. */
function channelVariable(
  x: Tensor,
  name: string,
  value: number,
  trainable = true,
): Tensor & { kind: 'variable' } {
  const shape = x.shape.slice(1).map((length, axis) => (axis === 0 ? length : 1));
  return x.graph.variable(name, { shape, initializer: filledWith(value), trainable });
}

function statistics(x: Tensor, momentum: number, { training, updates }: LayerContext) {
  const running = {
    mean: channelVariable(x, 'mean', 0, false),
    variance: channelVariable(x, 'variance', 1, false),
  };
  if (!training) return running;
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const mean = reduceMean(x, { axes, keepDimensions: true });
  const variance = reduceMean(square(subtract(x, mean)), { axes, keepDimensions: true });
  const [, ...rest] = mean.shape;
  for (const [variable, value] of [
    [running.mean, mean],
    [running.variance, variance],
  ] as const)
    updates.push({
      variable,
      value: add(multiply(variable, momentum), multiply(reshape(value, rest), 1 - momentum)),
    });
  return { mean, variance };
}
