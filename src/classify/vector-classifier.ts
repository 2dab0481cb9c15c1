import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray } from '../core/ndarray.js';
import { type OptionSpec, type OptionsOf, resolveOptions } from '../core/options.js';
import { type Json, nestStates, partOf, type State, tensorOf } from '../core/state.js';
import type { Classifier, ClassifierDefinition, Diagnostics, ParameterGrid, Samples } from './classifier.js';
import { checkSamples, indexLabels } from './samples.js';
import { StandardScaler } from './standard-scaler.js';

/** What an algorithm is trained on: scaled where asked for, classes counted 0 … classes − 1 without gaps. */
export interface TrainingSet {
  /** `[n, features]`, all finite */
  readonly x: Samples;
  /** At least two different ones, each of 0 … classes − 1 at least once. */
  readonly y: Int32Array;
  readonly classes: number;
}

/** What an algorithm has learnt. Answers are in the numbering of its training set. */
export interface LearntModel {
  predict(x: Samples): Int32Array;
  /** `[n, classes]`, flat; rows sum to 1. */
  predictProba(x: Samples): Float64Array;
  readonly diagnostics: Diagnostics;
  state(): State;
}

/** One algorithm that tells vectors apart. */
export interface VectorAlgorithm<S extends OptionSpec> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly options: S;
  readonly grid?: ParameterGrid;
  /**
   * True when samples are to be scaled to mean 0 and deviation 1, by columns, before the algorithm sees them.
   * @throws BAD_OPTION for options that exclude each other.
   */
  scaled(options: OptionsOf<S>): boolean;
  train(set: TrainingSet, options: OptionsOf<S>): LearntModel;
  restore(state: State, options: OptionsOf<S>): LearntModel;
}

interface Fitted {
  /** The label of each of the model's classes, ascending. */
  readonly labels: Int32Array;
  readonly features: number;
  readonly scaler: StandardScaler | undefined;
  readonly model: LearntModel;
}

/** Makes an algorithm a classifier: checks, labels with gaps, scaling and state are the same for all. */
export function defineClassifier<S extends OptionSpec>(algorithm: VectorAlgorithm<S>): ClassifierDefinition {
  const { name, aliases = [], summary, options: spec, grid = {} } = algorithm;
  return {
    name,
    aliases,
    summary,
    options: spec,
    grid,
    create: (options) => new VectorClassifier(algorithm, resolveOptions(name, spec, options)),
    restore(state) {
      const { config } = partOf(state, 'classifier');
      if (config.name !== name)
        throw new FoveaError(
          'BAD_FILE',
          `Expected a saved ${name} classifier but found '${String(config.name)}'.`,
        );
      const options = resolveOptions(name, spec, config.options as Readonly<Record<string, unknown>>);
      return new VectorClassifier(
        algorithm,
        options,
        restoreFitted(state, (model) => algorithm.restore(model, options)),
      );
    },
  };
}

class VectorClassifier<S extends OptionSpec> implements Classifier {
  readonly #algorithm: VectorAlgorithm<S>;
  readonly #options: OptionsOf<S>;
  readonly #scaled: boolean;
  #fitted: Fitted | undefined;

  constructor(algorithm: VectorAlgorithm<S>, options: OptionsOf<S>, fitted?: Fitted) {
    this.#algorithm = algorithm;
    this.#options = options;
    // Asked here and not when fitting, so that options which exclude each other are refused at once.
    this.#scaled = algorithm.scaled(options);
    this.#fitted = fitted;
  }

  get name(): string {
    return this.#algorithm.name;
  }

  async fit(x: Samples, y: Int32Array): Promise<void> {
    const owner = this.name;
    checkSamples(x, { owner });
    const { labels, indices } = indexLabels(y, { owner, samples: x.shape[0]! });
    const scaler = this.#scaled ? StandardScaler.fit(x) : undefined;
    const set = { x: scaler?.transform(x) ?? x, y: indices, classes: labels.length };
    const model = this.#algorithm.train(set, this.#options);
    this.#fitted = { labels, features: x.shape[1]!, scaler, model };
  }

  async predict(x: Samples): Promise<Int32Array> {
    const { labels, model } = this.#learnt();
    return model.predict(this.#prepare(x)).map((index) => labels[index]!);
  }

  async predictProba(x: Samples): Promise<NdArray<Float32Array>> {
    const { labels, model } = this.#learnt();
    const known = model.predictProba(this.#prepare(x));
    const classes = labels.at(-1)! + 1;
    const data = new Float32Array((known.length / labels.length) * classes);
    for (let i = 0; i < known.length; i++)
      data[Math.floor(i / labels.length) * classes + labels[i % labels.length]!] = known[i]!;
    return ndarray(data, [x.shape[0]!, classes]);
  }

  diagnostics(): Diagnostics {
    return this.#learnt().model.diagnostics;
  }

  state(): State {
    const { labels, features, scaler, model } = this.#learnt();
    const options = this.#options as Readonly<Record<string, Json>>;
    return nestStates({
      classifier: {
        config: { name: this.name, options, features, scaled: scaler !== undefined },
        tensors: { labels: ndarray(labels, [labels.length]) },
      },
      ...(scaler ? { scaler: scaler.state() } : {}),
      model: model.state(),
    });
  }

  #prepare(x: Samples): Samples {
    const { features, scaler } = this.#learnt();
    checkSamples(x, { owner: this.name, features });
    return scaler?.transform(x) ?? x;
  }

  #learnt(): Fitted {
    if (this.#fitted) return this.#fitted;
    throw new FoveaError(
      'NOT_FITTED',
      `Expected ${this.name} to be fitted before it is used. Call fit first.`,
    );
  }
}

function restoreFitted(state: State, restoreModel: (state: State) => LearntModel): Fitted {
  const own = partOf(state, 'classifier');
  const { features, scaled } = own.config;
  const labels = tensorOf(own, 'labels', { owner: 'classifier', type: Int32Array }).data;
  if (typeof features !== 'number' || typeof scaled !== 'boolean' || labels.length < 2)
    throw new FoveaError('BAD_FILE', 'Expected the saved state of a classifier but its parts do not fit.');
  const scaler = scaled ? StandardScaler.restore(partOf(state, 'scaler')) : undefined;
  return { labels, features, scaler, model: restoreModel(partOf(state, 'model')) };
}
