import { FoveaError } from '../../core/errors.js';
import type { Tensor } from '../graph/tensor.js';
import { sigmoid } from '../ops/sigmoid.js';
import { softmax } from '../ops/softmax.js';
import { hingeLoss } from './hinge-loss.js';
import { meanSquaredError } from './mean-squared-error.js';
import { sigmoidLoss } from './sigmoid-loss.js';
import { softmaxLoss } from './softmax-loss.js';

/** What a network is trained to make small. */
export interface Loss {
  /** @param outputs `[batch, outputs]` of the network; @param targets of the same shape. @returns one number. */
  readonly value: (outputs: Tensor, targets: Tensor) => Tensor;
  /** The network's outputs as probabilities (not yet summing to 1 where classes stand each for itself). */
  readonly probabilities: (outputs: Tensor) => Tensor;
}

/** Every loss. One more costs a line here. */
export const losses = {
  'softmax-cross-entropy': { value: softmaxLoss, probabilities: softmax },
  'sigmoid-cross-entropy': { value: sigmoidLoss, probabilities: sigmoid },
  'mean-squared-error': { value: meanSquaredError, probabilities: (outputs) => outputs },
  hinge: { value: hingeLoss, probabilities: softmax },
} as const satisfies Readonly<Record<string, Loss>>;

/** The name of a loss. */
export type LossName = keyof typeof losses;

/** @throws NOT_FOUND, listing what there is. */
export function lossOf(name: string): Loss {
  if (Object.hasOwn(losses, name)) return losses[name as LossName];
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a loss (${Object.keys(losses).join(', ')}) but received '${name}'.`,
  );
}
