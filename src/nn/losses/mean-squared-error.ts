import type { Tensor } from '../graph/tensor.js';
import { square } from '../ops/power.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { subtract } from '../ops/subtract.js';

/** The mean of (prediction − target)² over all numbers: for regression, and for outputs of a sigmoid. */
export const meanSquaredError = (predictions: Tensor, targets: Tensor): Tensor =>
  reduceMean(square(subtract(predictions, targets)));
