import type { Classifier, ClassifierDefinition, Diagnostics, Samples } from '../classify/classifier.js';
import { indexLabels } from '../classify/samples.js';
import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray, sizeOf } from '../core/ndarray.js';
import { type OptionsOf, resolveOptions } from '../core/options.js';
import { type Json, nestStates, partOf, type State, tensorOf } from '../core/state.js';
import { chooseEngine } from './engines/choose-engine.js';
import { resolveRecipe, trainingOptions } from './network-options.js';
import type { NetworkDefinition, Task } from './networks/network.js';
import { toChannelsFirst } from './to-channels-first.js';
import { arraySource } from './train/array-source.js';
import { type EpochReport, train, type Variables } from './train/train.js';
import { Trainer } from './train/trainer.js';

/**
 * A network as one classifier among others: it enters models and comparisons under its name, takes the options of its
 * architecture and of the training, and is saved like the rest.
 */
export function networkClassifier(definition: NetworkDefinition): ClassifierDefinition {
  const { name, aliases = [], summary } = definition;
  const options = { ...definition.options, ...trainingOptions };
  return {
    name,
    aliases,
    summary,
    options,
    takesShape: true,
    create: (given) => new NetworkClassifier(definition, resolveOptions(name, options, given)),
    restore(state) {
      const { config } = partOf(state, 'network');
      if (config.name !== name)
        throw new FoveaError('BAD_FILE', `Expected a saved ${name} but found '${String(config.name)}'.`);
      const given = resolveOptions(name, options, config.options as Readonly<Record<string, unknown>>);
      return new NetworkClassifier(definition, given, learntOf(state));
    },
  };
}

/** What a network has learnt. */
interface Learnt {
  /** The label of each output, ascending. */
  readonly labels: Int32Array;
  readonly inputShape: Task['inputShape'];
  readonly weights: Variables;
  readonly history: readonly EpochReport[];
}

type Options = OptionsOf<typeof trainingOptions>;

class NetworkClassifier implements Classifier {
  readonly #definition: NetworkDefinition;
  readonly #options: Options;
  #learnt: Learnt | undefined;
  /** Made when it is first asked. */
  #trainer: Trainer | undefined;

  constructor(definition: NetworkDefinition, options: Options, learnt?: Learnt) {
    this.#definition = definition;
    this.#options = options;
    this.#learnt = learnt;
  }

  get name(): string {
    return this.#definition.name;
  }

  async fit(x: Samples, y: Int32Array): Promise<void> {
    const { labels, indices } = indexLabels(y, { owner: this.name, samples: x.shape[0]! });
    const { data, inputShape } = toChannelsFirst(x);
    await this.#trainer?.dispose();
    this.#trainer = await this.#trainerFor({ inputShape, outputs: labels.length });
    const samples = ndarray(data, [x.shape[0]!, sizeOf(inputShape)]);
    const source = arraySource(samples, ndarray(indices, [indices.length]));
    const history = await train(this.#trainer, source, this.#recipe());
    const weights = await this.#trainer.weights();
    this.#learnt = { labels, inputShape, weights, history };
  }

  async predict(x: Samples): Promise<Int32Array> {
    const { labels } = this.#fitted();
    const answers = await this.#answers(x);
    return Int32Array.from({ length: x.shape[0]! }, (_, i) => {
      const row = answers.subarray(i * labels.length, (i + 1) * labels.length);
      return labels[row.indexOf(Math.max(...row))]!;
    });
  }

  async predictProba(x: Samples): Promise<NdArray<Float32Array>> {
    const { labels } = this.#fitted();
    const answers = await this.#answers(x);
    const classes = labels.at(-1)! + 1;
    const data = new Float32Array(x.shape[0]! * classes);
    for (let i = 0; i < x.shape[0]!; i++) {
      const row = answers.subarray(i * labels.length, (i + 1) * labels.length);
      const sum = row.reduce((total, value) => total + value, 0);
      for (const [k, label] of labels.entries()) data[i * classes + label] = row[k]! / sum;
    }
    return ndarray(data, [x.shape[0]!, classes]);
  }

  diagnostics(): Diagnostics {
    const { history } = this.#fitted();
    const { training, epoch } = history.at(-1)!;
    return {
      converged: true,
      epochs: epoch,
      loss: training.loss,
      trainingAccuracy: training.accuracy ?? null,
    };
  }

  state(): State {
    const { labels, inputShape, weights, history } = this.#fitted();
    const tensors = Object.fromEntries(
      [...weights].map(([name, values]) => [name, ndarray(values, [values.length])]),
    );
    const config = { name: this.name, options: { ...this.#options }, inputShape: [...inputShape] };
    return nestStates({
      network: {
        config: { ...config, history: history as unknown as Json },
        tensors: { labels: ndarray(labels, [labels.length]) },
      },
      weights: { config: {}, tensors },
    });
  }

  async #answers(x: Samples): Promise<Float32Array> {
    const { labels, weights, inputShape } = this.#fitted();
    const given = toChannelsFirst(x);
    if (given.inputShape.join() !== inputShape.join())
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected samples of ${inputShape.join('×')} (channels, height, width) for ${this.name} but received ${given.inputShape.join('×')}.`,
      );
    if (this.#trainer === undefined) {
      this.#trainer = await this.#trainerFor({ inputShape, outputs: labels.length });
      await this.#trainer.restore(weights);
    }
    return this.#trainer.answers(given.data);
  }

  async #trainerFor(task: Task): Promise<Trainer> {
    const { loss, optimizer, optimizerOptions, l1, l2 } = this.#recipe();
    return new Trainer({
      architecture: this.#definition.architecture(task, this.#options as never),
      objective: { loss, optimizer, optimizerOptions, l1, l2, isRegression: false },
      engine: await chooseEngine(),
      seed: this.#options.seed,
    });
  }

  #recipe() {
    return resolveRecipe(this.#definition.recipe(this.#options as never), this.#options);
  }

  #fitted(): Learnt {
    if (this.#learnt) return this.#learnt;
    throw new FoveaError(
      'NOT_FITTED',
      `Expected ${this.name} to be fitted before it is used. Call fit first.`,
    );
  }
}

function learntOf(state: State): Learnt {
  const own = partOf(state, 'network');
  const { inputShape, history } = own.config;
  if (!Array.isArray(inputShape) || inputShape.length !== 3 || !Array.isArray(history))
    throw new FoveaError('BAD_FILE', 'Expected the saved state of a network but its parts do not fit.');
  const { tensors } = partOf(state, 'weights');
  const weights = Object.keys(tensors).map((name) => {
    const { data } = tensorOf({ config: {}, tensors }, name, { owner: 'network', type: Float32Array });
    return [name, data] as const;
  });
  return {
    labels: tensorOf(own, 'labels', { owner: 'network', type: Int32Array }).data,
    inputShape: inputShape as unknown as Task['inputShape'],
    weights: new Map(weights),
    history: history as unknown as readonly EpochReport[],
  };
}
