import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray } from '../core/ndarray.js';
import { choice, integer, type OptionSpec, type OptionsOf, resolveOptions } from '../core/options.js';
import { type Json, nestStates, partOf, type State, tensorOf } from '../core/state.js';
import { calibrationNames, restoreCalibrated, trainCalibrated } from './calibration.js';
import type { Classifier, ClassifierDefinition, Diagnostics, ParameterGrid, Samples } from './classifier.js';
import type { LearntModel } from './learnt-model.js';
import { changedRows, rowSource } from './row-source.js';
import { checkSamples, indexLabels } from './samples.js';
import type { Scaler } from './scaler.js';
import { fitScaler, restoreScaler, type ScalingName, scalingOption } from './scaling.js';
import { type TrainingSet, trainingSet } from './training-set.js';

/** The options of every classifier of vectors, whatever its algorithm. */
const sharedOptions = (scaling: ScalingName) => ({
  scaling: scalingOption(scaling),
  calibration: choice({
    choices: calibrationNames,
    default: 'none',
    describe: 'how scores become probabilities: by a fitted sigmoid or step function; takes six trainings',
  }),
  seed: integer({ default: 0, describe: 'seed of all that the training draws at random' }),
});

/** What the options of an algorithm are with those of every classifier. */
export type ResolvedOptions<S extends OptionSpec> = OptionsOf<S & ReturnType<typeof sharedOptions>>;

/** One algorithm that tells vectors apart. */
export interface VectorAlgorithm<S extends OptionSpec> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly options: S;
  readonly grid?: ParameterGrid;
  /** The default of the option `scaling`, which every classifier has. */
  readonly scaling: ScalingName;
  /** @throws BAD_OPTION for options that exclude each other. */
  check?(options: ResolvedOptions<S>): void;
  train(set: TrainingSet, options: ResolvedOptions<S>): LearntModel;
  restore(state: State, options: ResolvedOptions<S>): LearntModel;
}

interface Fitted {
  /** The label of each of the model's classes, ascending. */
  readonly labels: Int32Array;
  readonly features: number;
  readonly scaler: Scaler | undefined;
  readonly model: LearntModel;
}

/** Makes an algorithm a classifier: checks, labels with gaps, scaling and state are the same for all. */
export function defineClassifier<S extends OptionSpec>(algorithm: VectorAlgorithm<S>): ClassifierDefinition {
  const { name, aliases = [], summary, grid = {} } = algorithm;
  const spec = { ...algorithm.options, ...sharedOptions(algorithm.scaling) };
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
      return new VectorClassifier(algorithm, options, restoreFitted(state, algorithm, options));
    },
  };
}

class VectorClassifier<S extends OptionSpec> implements Classifier {
  readonly #algorithm: VectorAlgorithm<S>;
  readonly #options: ResolvedOptions<S>;
  #fitted: Fitted | undefined;

  constructor(algorithm: VectorAlgorithm<S>, options: ResolvedOptions<S>, fitted?: Fitted) {
    this.#algorithm = algorithm;
    this.#options = options;
    // Here and not when fitting, so that options which exclude each other are refused at once.
    algorithm.check?.(options);
    this.#fitted = fitted;
  }

  get name(): string {
    return this.#algorithm.name;
  }

  async fit(x: Samples, y: Int32Array): Promise<void> {
    const owner = this.name;
    checkSamples(x, { owner });
    const { labels, indices } = indexLabels(y, { owner, samples: x.shape[0]! });
    const { scaling, calibration: method, seed } = this.#options;
    const scaler = fitScaler(scaling, x);
    const set = trainingSet(x, { y: indices, classes: labels.length, scaler });
    const train = (part: TrainingSet) => this.#algorithm.train(part, this.#options);
    const model = method === 'none' ? train(set) : trainCalibrated(train, set, { method, seed });
    this.#fitted = { labels, features: x.shape[1]!, scaler, model };
  }

  async predict(x: Samples): Promise<Int32Array> {
    const { labels, model } = this.#learnt();
    const out = new Int32Array(x.shape[0]!);
    this.#overBlocks(x, (block, from) => out.set(model.predict(block), from));
    return out.map((index) => labels[index]!);
  }

  async predictProba(x: Samples): Promise<NdArray<Float32Array>> {
    const { labels, model } = this.#learnt();
    const classes = labels.at(-1)! + 1;
    const data = new Float32Array(x.shape[0]! * classes);
    this.#overBlocks(x, (block, from) => {
      const known = model.predictProba(block);
      for (let i = 0; i < known.length; i++)
        data[(from + Math.floor(i / labels.length)) * classes + labels[i % labels.length]!] = known[i]!;
    });
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
        config: { name: this.name, options, features },
        tensors: { labels: ndarray(labels, [labels.length]) },
      },
      ...(scaler ? { scaler: scaler.state() } : {}),
      model: model.state(),
    });
  }

  /** Checks samples and gives them, scaled, to `take` some at a time. `from`: the number of the first. */
  #overBlocks(x: Samples, take: (block: Samples, from: number) => void): void {
    const { features, scaler } = this.#learnt();
    checkSamples(x, { owner: this.name, features });
    const rows = rowSource(x);
    (scaler ? changedRows(rows, scaler) : rows).forEachBlock((data, from) =>
      take({ data, shape: [data.length / features, features] }, from),
    );
  }

  #learnt(): Fitted {
    if (this.#fitted) return this.#fitted;
    throw new FoveaError(
      'NOT_FITTED',
      `Expected ${this.name} to be fitted before it is used. Call fit first.`,
    );
  }
}

function restoreFitted<S extends OptionSpec>(
  state: State,
  algorithm: VectorAlgorithm<S>,
  options: ResolvedOptions<S>,
): Fitted {
  const own = partOf(state, 'classifier');
  const { features } = own.config;
  const labels = tensorOf(own, 'labels', { owner: 'classifier', type: Int32Array }).data;
  if (typeof features !== 'number' || labels.length < 2)
    throw new FoveaError('BAD_FILE', 'Expected the saved state of a classifier but its parts do not fit.');
  const { scaling, calibration: method } = options;
  const scaler = restoreScaler(scaling, { state: () => partOf(state, 'scaler'), features });
  const restore = (part: State) => algorithm.restore(part, options);
  const saved = partOf(state, 'model');
  const model = method === 'none' ? restore(saved) : restoreCalibrated(saved, restore, method);
  return { labels, features, scaler, model };
}
