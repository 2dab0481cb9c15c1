import type { Tensor } from '../graph/tensor.js';
import { relu } from '../ops/leaky-relu.js';
import { multiply } from '../ops/multiply.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { subtract } from '../ops/subtract.js';

/** The mean of max(0, 1 − sign · decision), sign 1 where the target is 1 and −1 where it is 0: one class against the rest. */
export function hingeLoss(decisions: Tensor, targets: Tensor): Tensor {
  const signs = subtract(multiply(targets, 2), 1);
  return reduceMean(relu(subtract(targets.graph.constant(1), multiply(signs, decisions))));
}
