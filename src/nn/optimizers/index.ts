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

/** An optimizer by name, and its options. */
export interface OptimizerChoice {
  readonly optimizer: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One step downhill. */
export interface Step {
  /** Of all trainable variables, and of what the optimizer keeps. */
  readonly updates: readonly Update[];
  /** Of the loss by each trainable variable. */
  readonly gradients: ReadonlyMap<Variable, Tensor>;
}

/**
 * Adds one step downhill to the graph of a loss.
 * @param rate the learning rate, one number.
 */
export function minimise(loss: Tensor, rate: Tensor, choice: OptimizerChoice): Step {
  const variables: Variable[] = loss.graph.variables.filter(({ trainable }) => trainable);
  const slopes = gradients(loss, variables);
  const updates = descend(variables, slopes, { rate, ...choice });
  return { updates, gradients: new Map(variables.map((variable, i) => [variable, slopes[i]!])) };
}

/**
 * Adds one step along given gradients, one for each variable.
 * @param rate the learning rate, one number.
 * @throws NOT_FOUND for an optimizer's name, BAD_OPTION for its options.
 */
export function descend(
  variables: readonly Variable[],
  slopes: readonly Tensor[],
  { rate, optimizer, options = {} }: OptimizerChoice & { readonly rate: Tensor },
): Update[] {
  const method = optimizerOf(optimizer);
  const settings = resolveOptions(method.name, method.options, options);
  return variables.flatMap((variable, i) =>
    variable.graph.scope(variable.name, () =>
      method.updates({ variable, gradient: slopes[i]!, rate }, settings),
    ),
  );
}
