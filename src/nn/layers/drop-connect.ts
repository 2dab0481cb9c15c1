import { filledWith, type InitializerName, initializerOf } from '../initializers.js';
import { add } from '../ops/add.js';
import { matmul } from '../ops/matmul.js';
import { multiply } from '../ops/multiply.js';
import { flatten } from '../ops/reshape.js';
import { dropMask } from './drop-mask.js';
import { defineLayer } from './layer.js';

/** Settings of a DropConnect layer. */
export type DropConnectConfig = {
  readonly units: number;
  /** Part of the weights that is dropped, at least 0 and below 1. @default 0.5 */
  readonly rate?: number;
  /** @default 'he-normal' */
  readonly initializer?: InitializerName;
};

/**
 * A dense layer that, while it learns, drops weights instead of units; those that stay are scaled by 1 / (1 − rate),
 * so that nothing changes afterwards.
 *
 * Source: Wan et al., "Regularization of neural networks using DropConnect", ICML 2013. Differences: one mask for a
 * whole batch, not one an image; the mean network at test time, not the paper's Gaussian sampling.
 */
export const dropConnect = defineLayer<DropConnectConfig>(
  'dropConnect',
  (x, { units, rate = 0.5, initializer = 'he-normal' }, { training }) => {
    const rows = flatten(x);
    const shape = [rows.shape[1]!, units];
    const weights = x.graph.variable('weights', { shape, initializer: initializerOf(initializer) });
    const kept = training && rate > 0 ? multiply(weights, dropMask(x.graph, shape, rate)) : weights;
    return add(matmul(rows, kept), x.graph.variable('bias', { shape: [units], initializer: filledWith(0) }));
  },
);
