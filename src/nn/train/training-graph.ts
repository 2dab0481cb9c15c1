import type { Placeholder, Tensor, Variable } from '../graph/tensor.js';
import type { Architecture } from '../networks/architecture.js';
import { minimise } from '../optimizers/index.js';
import { type BatchKind, type LossGraph, lossGraph, type Objective } from './loss-graph.js';

/** One training step as a graph: `updates` are also those of weights and of what the optimizer keeps. */
export interface TrainingGraph extends LossGraph {
  /** The learning rate, one number. */
  readonly rate: Placeholder;
  /** Of the loss by each trainable variable. */
  readonly gradients: ReadonlyMap<Variable, Tensor>;
}

/** Lays out a training step for batches of one size. */
export function trainingGraph(
  architecture: Architecture,
  objective: Objective,
  kind: BatchKind,
): TrainingGraph {
  const laidOut = lossGraph(architecture, objective, kind);
  const { graph } = laidOut.input;
  const rate = graph.placeholder('rate', []);
  const { optimizer, optimizerOptions: options } = objective;
  const step = minimise(laidOut.loss, rate, { optimizer, options });
  return { ...laidOut, rate, updates: [...laidOut.updates, ...step.updates], gradients: step.gradients };
}
