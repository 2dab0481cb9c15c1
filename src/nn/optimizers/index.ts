import { FoveaError } from '../../core/errors.js';
import { resolveOptions } from '../../core/options.js';
import type { Update } from '../engines/engine.js';
import { gradients } from '../gradients.js';
import type { Tensor, Variable } from '../graph/tensor.js';
import { adam } from './adam.js';
import { gradientDescent } from './gradient-descent.js';
import { momentum } from './momentum.js';
import type { Optimizer } from './optimizer.js';
import { rmsprop } from './rmsprop.js';

/** Every optimizer. One more costs a line here. */
export const optimizers: readonly Optimizer[] = [gradientDescent, momentum, rmsprop, adam];

/** @throws NOT_FOUND, listing what there is. */
export function optimizerOf(name: string): Optimizer {
  const found = optimizers.find((each) => each.name === name);
  if (found) return found;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected an optimizer (${optimizers.map((each) => each.name).join(', ')}) but received '${name}'.`,
  );
}

/**
 * One step downhill: the updates of all trainable variables that the loss depends on, and of what the optimizer keeps.
 * @param rate the learning rate, one number.
 */
export function minimise(
  loss: Tensor,
  rate: Tensor,
  { optimizer, options = {} }: { optimizer: string; options?: Readonly<Record<string, unknown>> },
): readonly Update[] {
  const { graph } = loss;
  const method = optimizerOf(optimizer);
  const settings = resolveOptions(method.name, method.options, options);
  const variables: Variable[] = graph.variables.filter(({ trainable }) => trainable);
  const slopes = gradients(loss, variables);
  return variables.flatMap((variable, i) =>
    graph.scope(variable.name, () => method.updates({ variable, gradient: slopes[i]!, rate }, settings)),
  );
}
