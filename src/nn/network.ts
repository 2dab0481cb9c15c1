import { argmaxRows, normaliseRows } from '../classify/rows.js';
import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray, sizeOf } from '../core/ndarray.js';
import { type OptionsOf, resolveOptions } from '../core/options.js';
import { chooseEngine, type EngineName } from './engines/choose-engine.js';
import type { Graph } from './graph/graph.js';
import { resolveRecipe, trainingOptions } from './network-options.js';
import type { NetworkDefinition, Task } from './networks/network.js';
import { arraySource } from './train/array-source.js';
import type { Batch, BatchSource } from './train/batch-source.js';
import { holdBackSamples, type LabelledSamples } from './train/hold-back.js';
import { scorer } from './train/scorer.js';
import { type EpochReport, type FitOptions, train, type Variables } from './train/train.js';
import { Trainer } from './train/trainer.js';

/** What a network is made of. */
export interface NetworkSettings {
  readonly definition: NetworkDefinition;
  readonly task: Task;
  /** Of the architecture and of the training, in one bag; what is left out takes its default. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** @default 'builtin' */
  readonly engine?: EngineName;
}

/** What a training may be given besides what it learns from. */
export type NetworkFitOptions = Pick<
  FitOptions,
  'from' | 'onStep' | 'onEpoch' | 'onCheckpoint' | 'signal'
> & {
  /**
   * Scored after every epoch; decides when `patience` ends the training. Default: what the option `validation` holds
   * back of samples in memory.
   */
  readonly validation?: LabelledSamples | BatchSource;
};

/** How often a network that draws is asked. */
export interface RepeatOptions {
  /** Tests with fresh draws. */
  readonly repeatTests?: number;
  /** Each test has one vote an image, instead of its probabilities. */
  readonly repeatVote?: boolean;
}

/**
 * A network that learns and answers: an architecture, its recipe, its weights and an engine.
 *
 * ```ts
 * const network = await Network.create({ definition: findNetwork('lenet'), task: { inputShape: [1, 28, 28], outputs: 10 } });
 * await network.fit({ x, y });
 * const probabilities = await network.predictProba(images);
 * ```
 */
export class Network {
  readonly definition: NetworkDefinition;
  readonly task: Task;
  /** All of them, resolved. */
  readonly options: OptionsOf<typeof trainingOptions>;
  readonly #trainer: Trainer;
  #steps = 0;
  #history: readonly EpochReport[] = [];

  private constructor({ definition, task }: NetworkSettings, parts: NetworkParts) {
    this.definition = definition;
    this.task = task;
    this.options = parts.options;
    this.#trainer = parts.trainer;
  }

  /** @throws BAD_OPTION, BAD_SHAPE where the images are too small, NOT_FOUND for an engine that is not installed. */
  static async create(settings: NetworkSettings): Promise<Network> {
    const { definition, task, engine } = settings;
    const spec = { ...definition.options, ...trainingOptions };
    const options = resolveOptions(definition.name, spec, settings.options);
    const { loss, optimizer, optimizerOptions, l1, l2, microBatch } = resolveRecipe(
      definition.recipe(options as never),
      options,
    );
    const trainer = new Trainer({
      architecture: definition.architecture(task, options as never),
      objective: { loss, optimizer, optimizerOptions, l1, l2 },
      engine: await chooseEngine(engine),
      seed: options.seed,
      ...(microBatch && { microBatch }),
    });
    return new Network(settings, { options, trainer });
  }

  /** The name of the engine that computes. */
  get engine(): string {
    return this.#trainer.engine;
  }

  /** What each epoch came to. */
  get history(): readonly EpochReport[] {
    return this.#history;
  }

  /**
   * Learns, from the weights as they are, epoch after epoch.
   * @throws NOT_CONVERGED when the loss is no longer a number; BAD_DATA for labels out of range; BAD_SHAPE; BAD_OPTION
   * when the option `validation` is set, but nothing can be held back of a source of batches.
   */
  async fit(
    data: LabelledSamples | BatchSource,
    { validation: given, ...rest }: NetworkFitOptions = {},
  ): Promise<readonly EpochReport[]> {
    const recipe = resolveRecipe(this.definition.recipe(this.options as never), this.options);
    const { learnt, validation } = given ? { learnt: data, validation: given } : this.#heldBack(data);
    const validate = validation && scorer(this.#trainer, sourceOf(validation), rest.signal);
    this.#history = await train(this.#trainer, sourceOf(learnt), { ...recipe, ...rest, validate });
    return this.#history;
  }

  /**
   * One step on one sample, for a loop of one's own.
   * @param targets as many numbers as the network has outputs, or a single label.
   * @returns the loss before the step.
   */
  async train(inputs: Float32Array, target: number | Float32Array): Promise<number> {
    const { rate } = resolveRecipe(this.definition.recipe(this.options as never), this.options);
    const targets = typeof target === 'number' ? Int32Array.of(target) : target;
    const { loss } = await this.#trainer.step({ inputs, targets, count: 1 }, { rate, step: this.#steps++ });
    return loss;
  }

  /** What the network answers to one sample: one number an output. */
  query(inputs: Float32Array): Promise<Float32Array> {
    return this.#trainer.answers(inputs);
  }

  /**
   * `[n, outputs]`; rows sum to 1. For regression these are the outputs as they are.
   *
   * Of a network that draws (the regions of fractional poolings) the answers of several tests are added up, or the
   * classes that each of them takes for the likeliest.
   * @param options default: as the network's own options say.
   * @throws BAD_SHAPE
   */
  async predictProba(x: NdArray<Float32Array>, options: RepeatOptions = {}): Promise<NdArray<Float32Array>> {
    let total = new Float32Array();
    for await (const sum of this.#repeatedAnswers(x, options)) total = sum;
    if (!this.task.isRegression) normaliseRows(total, this.task.outputs);
    return ndarray(total, [x.shape[0]!, this.task.outputs]);
  }

  /**
   * How many of the samples are labelled wrong after 1, 2, … tests with fresh draws: softmax outputs are summed, or
   * votes counted.
   * @param options default: as the network's own options say.
   * @throws BAD_SHAPE
   */
  async repeatedErrors(
    x: NdArray<Float32Array>,
    labels: ArrayLike<number>,
    options: RepeatOptions = {},
  ): Promise<number[]> {
    const errors: number[] = [];
    for await (const sum of this.#repeatedAnswers(x, options))
      errors.push(argmaxRows(sum, this.task.outputs).filter((label, i) => label !== labels[i]).length);
    return errors;
  }

  /** The loss's gradients on one batch, by the names of variables. */
  gradients(batch: Batch): Promise<Variables> {
    return this.#trainer.gradients(batch);
  }

  /** What answers are computed from, in order. */
  get graph(): Graph {
    return this.#trainer.graph;
  }

  /** Weights and running means by name (copies). */
  weights(): Promise<Variables> {
    return this.#trainer.weights();
  }

  /** Takes back what `weights` gave, and what is known of the training. @throws MISMATCH when first used, for another network's. */
  async restore(weights: Variables, history: readonly EpochReport[] = []): Promise<void> {
    await this.#trainer.restore(weights);
    this.#history = history;
  }

  /** Gives back what the engine holds. */
  dispose(): Promise<void> {
    return this.#trainer.dispose();
  }

  #heldBack(data: LabelledSamples | BatchSource): {
    readonly learnt: LabelledSamples | BatchSource;
    readonly validation?: LabelledSamples;
  } {
    const { validation: part, seed } = this.options;
    if (part === 0) return { learnt: data };
    if (!('batches' in data)) return holdBackSamples(data, { part, seed });
    throw new FoveaError(
      'BAD_OPTION',
      `Expected samples in memory, of which ${part} can be held back, but received a source of batches. Give fit what to validate on.`,
    );
  }

  /** What the tests come to in all, after each of them (the same array). */
  async *#repeatedAnswers(
    x: NdArray<Float32Array>,
    options: RepeatOptions,
  ): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
    const { repeatTests = 1, repeatVote = false } = { ...(this.options as RepeatOptions), ...options };
    const total = new Float32Array(x.shape[0]! * this.task.outputs);
    for (let test = 0; test < repeatTests; test++) {
      const answers = await this.#answers(x, test);
      if (repeatVote) voteRows(total, answers, this.task.outputs);
      else for (let i = 0; i < total.length; i++) total[i]! += answers[i]!;
      yield total;
    }
  }

  #answers(x: NdArray<Float32Array>, draw: number): Promise<Float32Array> {
    const { inputShape } = this.task;
    if (sizeOf(x.shape.slice(1)) === sizeOf(inputShape)) return this.#trainer.answers(x.data, draw);
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected samples of ${inputShape.join('×')} for ${this.definition.name} but received ${x.shape.slice(1).join('×')}.`,
    );
  }
}

const sourceOf = (data: LabelledSamples | BatchSource): BatchSource =>
  'batches' in data ? data : arraySource(data.x, data.y);

function voteRows(votes: Float32Array, answers: Float32Array, width: number): void {
  for (const [i, label] of argmaxRows(answers, width).entries()) votes[i * width + label]!++;
}

interface NetworkParts {
  readonly options: OptionsOf<typeof trainingOptions>;
  readonly trainer: Trainer;
}
