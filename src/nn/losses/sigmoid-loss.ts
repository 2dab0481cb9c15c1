import type { Tensor } from '../graph/tensor.js';
import { multiply } from '../ops/multiply.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { softplus } from '../ops/softplus.js';
import { subtract } from '../ops/subtract.js';

/**
 * The mean over all numbers of the cross-entropy between targets (0 to 1) and the sigmoid of logits, each class for
 * itself: log(1 + eˣ) − x · target.
 */
export const sigmoidLoss = (logits: Tensor, targets: Tensor): Tensor =>
  reduceMean(subtract(softplus(logits), multiply(logits, targets)));
