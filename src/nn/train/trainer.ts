import { argmaxRows } from '../../classify/rows.js';
import { FoveaError } from '../../core/errors.js';
import { sizeOf } from '../../core/ndarray.js';
import { Random } from '../../core/random.js';
import type { Engine } from '../engines/engine.js';
import type { Graph } from '../graph/graph.js';
import type { Placeholder, Tensor } from '../graph/tensor.js';
import { lossOf } from '../losses/index.js';
import { type Architecture, buildNetwork } from '../networks/architecture.js';
import { Session } from '../session.js';
import type { Batch, BatchSource } from './batch-source.js';
import type { BatchKind, Objective } from './loss-graph.js';
import { ACCUMULATED, MicroBatches } from './micro-batches.js';
import { type TrainingGraph, trainingGraph } from './training-graph.js';

/** What a training is about. */
export interface TrainerOptions {
  readonly architecture: Architecture;
  readonly objective: Objective;
  readonly engine: Engine;
  readonly seed: number;
  /** Samples of a step that are computed at once; a step's gradients are added up. Default: all of them. */
  readonly microBatch?: number;
}

/** What came of one step, or of a whole pass. */
export interface Score {
  /** The mean loss of a sample, with penalties. */
  readonly loss: number;
  /** Part of the samples whose largest output is that of their label; undefined for regression. */
  readonly accuracy: number | undefined;
}

/** Images that are asked at once. */
const ASKED = 100;

/**
 * A network in training: its weights, and single steps, epochs and answers on them. The order of samples, dropout
 * and whatever else is drawn depend on the seed, the epoch and the step alone, so that a training that was
 * interrupted goes on as if it had not been.
 */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #session: Session;
  readonly #graphs = new Map<string, TrainingGraph>();
  readonly #microBatches: MicroBatches | undefined;
  readonly #asking: AskingGraph;
  /** For a single image, which would leave most of a batch empty. */
  readonly #askingOne: AskingGraph;

  constructor(options: TrainerOptions) {
    this.#options = options;
    this.#session = new Session({ engine: options.engine, seed: options.seed });
    const { microBatch } = options;
    this.#microBatches = microBatch ? new MicroBatches(this.#session, { ...options, microBatch }) : undefined;
    this.#asking = askingGraph(options, ASKED);
    this.#askingOne = askingGraph(options, 1);
  }

  /** The engine's name. */
  get engine(): string {
    return this.#session.engine;
  }

  /** The number of outputs. */
  get outputs(): number {
    return this.#asking.probabilities.shape[1]!;
  }

  /** The batches of one epoch, counted from 0. */
  batches(source: BatchSource, { epoch, batch }: { readonly epoch: number; readonly batch: number }) {
    return source.batches({ batch, random: new Random(this.#options.seed).fork(`epoch ${epoch}`) });
  }

  /**
   * One step downhill.
   * @param options.step counts all steps of the training: what is drawn depends on it.
   * @throws BAD_DATA for labels out of range.
   */
  async step(batch: Batch, at: { readonly rate: number; readonly step: number }): Promise<Score> {
    const { targets, count } = batch;
    if (targets instanceof Int32Array) this.#requireLabels(targets);
    const isParted = count > (this.#options.microBatch ?? count);
    const [loss, output] = await (isParted
      ? this.#microBatches!.step(batch, at)
      : this.#wholeStep(batch, at));
    return { loss, accuracy: accuracyOf(output, targets, this.outputs) };
  }

  async #wholeStep(
    { inputs, targets, count }: Batch,
    { rate, step }: { readonly rate: number; readonly step: number },
  ): Promise<readonly [loss: number, output: Float32Array]> {
    const graph = this.#graphFor(count, targets);
    const feeds = new Map([
      [graph.input, inputs],
      [graph.targets, targets],
      [graph.rate, Float32Array.of(rate)],
    ]);
    const { updates } = graph;
    const [loss, output] = await this.#session.run([graph.loss, graph.output], { feeds, updates, step });
    return [loss![0]!, output!];
  }

  /** The loss's gradients by all trainable variables on one batch, by name; nothing is updated. */
  async gradients({ inputs, targets, count }: Batch): Promise<ReadonlyMap<string, Float32Array>> {
    const graph = this.#graphFor(count, targets);
    const feeds = new Map([
      [graph.input, inputs],
      [graph.targets, targets],
      [graph.rate, new Float32Array(1)],
    ]);
    const names = [...graph.gradients.keys()].map(({ name }) => name);
    const values = await this.#session.run([...graph.gradients.values()], { feeds });
    return new Map(names.map((name, i) => [name, values[i]!]));
  }

  /** What answers are computed from, in order. */
  get graph(): Graph {
    return this.#askingOne.input.graph;
  }

  /**
   * Probabilities (for regression: the outputs) of samples `[n, …inputShape]`, flat: `[n, outputs]`, flat.
   * @param draw what is drawn on the way (the regions of a pooling) is drawn anew for another number. Default 0.
   */
  async answers(inputs: Float32Array, draw = 0): Promise<Float32Array> {
    const length = sizeOf(this.#askingOne.input.shape);
    const count = inputs.length / length;
    const { input, probabilities } = count === 1 ? this.#askingOne : this.#asking;
    const batch = input.shape[0]!;
    const answers = new Float32Array(count * this.outputs);
    const asked = new Float32Array(batch * length);
    for (let start = 0; start < count; start += batch) {
      asked.set(inputs.subarray(start * length, Math.min(start + batch, count) * length));
      const [found] = await this.#session.run([probabilities], {
        feeds: new Map([[input, asked]]),
        // Other images, other regions.
        step: draw * count + start,
      });
      const used = Math.min(batch, count - start) * this.outputs;
      answers.set(found!.subarray(0, used), start * this.outputs);
    }
    return answers;
  }

  /** How well the network answers: loss without penalties, and accuracy. @throws BAD_DATA for labels out of range. */
  async score(inputs: Float32Array, targets: Int32Array | Float32Array): Promise<Score> {
    if (targets instanceof Int32Array) this.#requireLabels(targets);
    const answers = await this.answers(inputs);
    const loss = meanLossOf(answers, targets, this.outputs);
    return { loss, accuracy: accuracyOf(answers, targets, this.outputs) };
  }

  /** The numbers of all variables, by name: weights, and what the optimizer keeps. */
  async variables(): Promise<ReadonlyMap<string, Float32Array>> {
    const all = await this.#session.variables();
    return new Map([...all].filter(([name]) => !name.endsWith(ACCUMULATED)));
  }

  /** Those of `variables` that answers depend on: weights and running means. */
  async weights(): Promise<ReadonlyMap<string, Float32Array>> {
    const all = await this.variables();
    const names = this.#asking.input.graph.variables.map(({ name }) => name);
    return new Map(names.flatMap((name) => (all.has(name) ? [[name, all.get(name)!]] : [])));
  }

  /** Takes back what `variables` gave. */
  restore(variables: ReadonlyMap<string, Float32Array>): Promise<void> {
    return this.#session.restore(variables);
  }

  /** Gives back what the engine holds. */
  dispose(): Promise<void> {
    return this.#session.dispose();
  }

  #graphFor(batch: number, targets: Int32Array | Float32Array): TrainingGraph {
    const { architecture, objective } = this.#options;
    const kind: BatchKind = { batch, targetsAre: targets instanceof Int32Array ? 'labels' : 'numbers' };
    const key = `${batch} ${kind.targetsAre}`;
    const known = this.#graphs.get(key) ?? trainingGraph(architecture, objective, kind);
    this.#graphs.set(key, known);
    return known;
  }

  #requireLabels(labels: Int32Array): void {
    const bad = labels.find((label) => label < 0 || label >= this.outputs);
    if (bad !== undefined)
      throw new FoveaError(
        'BAD_DATA',
        `Expected labels from 0 to ${this.outputs - 1} for a network of ${this.outputs} outputs but received ${bad}.`,
      );
  }
}

interface AskingGraph {
  readonly input: Placeholder;
  readonly probabilities: Tensor;
}

function askingGraph({ architecture, objective }: TrainerOptions, batch: number): AskingGraph {
  const { input, output } = buildNetwork(architecture, { batch });
  return { input, probabilities: lossOf(objective.loss).probabilities(output) };
}

/** Of probabilities: the mean of −log of the true class's; of numbers: the mean squared error. */
function meanLossOf(answers: Float32Array, targets: Int32Array | Float32Array, width: number): number {
  let sum = 0;
  if (targets instanceof Int32Array) {
    for (const [i, label] of targets.entries()) sum -= Math.log(Math.max(answers[i * width + label]!, 1e-30));
    return sum / targets.length;
  }
  for (const [i, target] of targets.entries()) sum += (answers[i]! - target) ** 2;
  return sum / targets.length;
}

function accuracyOf(
  output: Float32Array,
  targets: Int32Array | Float32Array,
  width: number,
): number | undefined {
  if (!(targets instanceof Int32Array)) return undefined;
  const right = argmaxRows(output, width).filter((label, i) => label === targets[i]);
  return right.length / targets.length;
}
