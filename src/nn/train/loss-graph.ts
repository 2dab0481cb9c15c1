import type { Update } from '../engines/engine.js';
import type { Placeholder, Tensor } from '../graph/tensor.js';
import { type LossName, lossOf } from '../losses/index.js';
import { weightPenalty } from '../losses/weight-penalty.js';
import { type Architecture, buildNetwork } from '../networks/architecture.js';
import { add } from '../ops/add.js';
import { oneHot } from '../ops/one-hot.js';

/** What a network is trained to, and how. */
export interface Objective {
  readonly loss: LossName;
  readonly optimizer: string;
  readonly optimizerOptions: Readonly<Record<string, unknown>>;
  readonly l1: number;
  readonly l2: number;
}

/** For how many samples a graph is laid out, and what they are to become. */
export interface BatchKind {
  readonly batch: number;
  readonly targetsAre: 'labels' | 'numbers';
}

/** What a network costs on one batch, as a graph. */
export interface LossGraph {
  readonly input: Placeholder;
  /** Labels `[batch]`, or numbers `[batch, outputs]`. */
  readonly targets: Placeholder;
  /** With penalties. */
  readonly loss: Tensor;
  /** `[batch, outputs]` */
  readonly output: Tensor;
  /** Of running means. */
  readonly updates: readonly Update[];
}

/** Lays out a network in training and its loss. Penalties are on weights and filters, not on biases. */
export function lossGraph(
  architecture: Architecture,
  objective: Objective,
  { batch, targetsAre }: BatchKind,
): LossGraph {
  const { graph, input, output, updates } = buildNetwork(architecture, { batch, training: true });
  const outputs = output.shape[1]!;
  const targets =
    targetsAre === 'numbers'
      ? graph.placeholder('targets', [batch, outputs])
      : graph.placeholder('labels', [batch], 'int32');
  const wanted = targetsAre === 'numbers' ? targets : oneHot(targets, outputs);
  const weights = graph.variables.filter(
    ({ name, trainable }) => trainable && /\/(weights|filters)$/.test(name),
  );
  const penalty = weightPenalty(weights, objective);
  const data = graph.scope('loss', () => lossOf(objective.loss).value(output, wanted));
  return { input, targets, loss: penalty ? add(data, penalty) : data, output, updates };
}
