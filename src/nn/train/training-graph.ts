import type { Update } from '../engines/engine.js';
import type { Placeholder, Tensor, Variable } from '../graph/tensor.js';
import { type LossName, lossOf } from '../losses/index.js';
import { weightPenalty } from '../losses/weight-penalty.js';
import { type Architecture, buildNetwork } from '../networks/architecture.js';
import { add } from '../ops/add.js';
import { oneHot } from '../ops/one-hot.js';
import { minimise } from '../optimizers/index.js';

/** What a network is trained to, and how. */
export interface Objective {
  readonly loss: LossName;
  readonly optimizer: string;
  readonly optimizerOptions: Readonly<Record<string, unknown>>;
  readonly l1: number;
  readonly l2: number;
}

/** One training step as a graph. */
export interface TrainingGraph {
  readonly input: Placeholder;
  /** Labels `[batch]`, or numbers `[batch, outputs]`. */
  readonly targets: Placeholder;
  /** The learning rate, one number. */
  readonly rate: Placeholder;
  /** With penalties. */
  readonly loss: Tensor;
  /** `[batch, outputs]`, before the update. */
  readonly output: Tensor;
  /** Of weights, of what the optimizer keeps, of running means. */
  readonly updates: readonly Update[];
  /** Of the loss by each trainable variable. */
  readonly gradients: ReadonlyMap<Variable, Tensor>;
}

/**
 * Lays out a training step for batches of one size, whose targets are labels `[batch]` or numbers `[batch, outputs]`.
 * Penalties are on weights and filters, not on biases.
 */
export function trainingGraph(
  architecture: Architecture,
  {
    batch,
    objective,
    targetsAre,
  }: { readonly batch: number; readonly objective: Objective; readonly targetsAre: 'labels' | 'numbers' },
): TrainingGraph {
  const { graph, input, output, updates } = buildNetwork(architecture, { batch, training: true });
  const outputs = output.shape[1]!;
  const targets =
    targetsAre === 'numbers'
      ? graph.placeholder('targets', [batch, outputs])
      : graph.placeholder('labels', [batch], 'int32');
  const rate = graph.placeholder('rate', []);
  const wanted = targetsAre === 'numbers' ? targets : oneHot(targets, outputs);
  const weights = graph.variables.filter(
    ({ name, trainable }) => trainable && /\/(weights|filters)$/.test(name),
  );
  const penalty = weightPenalty(weights, objective);
  const data = graph.scope('loss', () => lossOf(objective.loss).value(output, wanted));
  const loss = penalty ? add(data, penalty) : data;
  const { optimizer, optimizerOptions: options } = objective;
  const step = minimise(loss, rate, { optimizer, options });
  return {
    input,
    targets,
    rate,
    loss,
    output,
    updates: [...updates, ...step.updates],
    gradients: step.gradients,
  };
}
