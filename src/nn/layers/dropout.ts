import { multiply } from '../ops/multiply.js';
import { dropMask } from './drop-mask.js';
import { defineLayer } from './layer.js';

/**
 * While the network learns, each number is 0 with probability `rate` (default 0.5), and the others are scaled by
 * 1 / (1 − rate), so that nothing changes afterwards.
 *
 * Source: Srivastava et al., "Dropout", JMLR 15, 2014. Difference from the paper: scaled in training, not at the end.
 */
export const dropout = defineLayer<{ readonly rate?: number }>(
  'dropout',
  (x, { rate = 0.5 }, { training }) =>
    training && rate > 0 ? multiply(x, dropMask(x.graph, x.shape, rate)) : x,
);
