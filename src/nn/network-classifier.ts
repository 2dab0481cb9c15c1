import type { Classifier, ClassifierDefinition, Diagnostics, Samples } from '../classify/classifier.js';
import { argmaxRows } from '../classify/rows.js';
import { indexLabels } from '../classify/samples.js';
import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray, sizeOf } from '../core/ndarray.js';
import { type OptionsOf, resolveOptions } from '../core/options.js';
import { type Json, nestStates, partOf, type State, tensorOf } from '../core/state.js';
import { Network } from './network.js';
import { trainingOptions } from './network-options.js';
import type { NetworkDefinition, Task } from './networks/network.js';
import { toChannelsFirst } from './to-channels-first.js';
import type { EpochReport, Variables } from './train/train.js';

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
    side: (given) => definition.side(given as never),
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
export interface LearntNetwork {
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
  #learnt: LearntNetwork | undefined;
  /** Made when it is first asked. */
  #network: Promise<Network> | undefined;

  constructor(definition: NetworkDefinition, options: Options, learnt?: LearntNetwork) {
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
    const previous = await this.#network;
    await previous?.dispose();
    this.#network = this.#networkFor({ inputShape, outputs: labels.length });
    const network = await this.#network;
    const samples = ndarray(data, [x.shape[0]!, sizeOf(inputShape)]);
    const history = await network.fit({ x: samples, y: ndarray(indices, [indices.length]) });
    this.#learnt = { labels, inputShape, weights: await network.weights(), history };
  }

  async predict(x: Samples): Promise<Int32Array> {
    const { labels } = this.#fitted();
    const { data } = await this.#answers(x);
    return argmaxRows(data, labels.length).map((output) => labels[output]!);
  }

  async predictProba(x: Samples): Promise<NdArray<Float32Array>> {
    const { labels } = this.#fitted();
    const known = await this.#answers(x);
    const classes = labels.at(-1)! + 1;
    const data = new Float32Array(x.shape[0]! * classes);
    for (let i = 0; i < known.data.length; i++)
      data[Math.floor(i / labels.length) * classes + labels[i % labels.length]!] = known.data[i]!;
    return ndarray(data, [x.shape[0]!, classes]);
  }

  repeating(tests: number): Classifier {
    const { name, options } = this.#definition;
    const given = { ...this.#options, repeatTests: tests };
    const resolved = resolveOptions(name, { ...options, ...trainingOptions }, given);
    return new NetworkClassifier(this.#definition, resolved, this.#fitted());
  }

  diagnostics(): Diagnostics {
    const { training, epoch } = this.#fitted().history.at(-1)!;
    const { loss, accuracy } = training;
    return { converged: true, epochs: epoch, loss, trainingAccuracy: accuracy ?? null };
  }

  state(): State {
    return networkState(this.name, { options: this.#options, learnt: this.#fitted() });
  }

  async #answers(x: Samples): Promise<NdArray<Float32Array>> {
    const { labels, inputShape, weights, history } = this.#fitted();
    const given = toChannelsFirst(x);
    if (given.inputShape.join() !== inputShape.join())
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected samples of ${inputShape.join('×')} (channels, height, width) for ${this.name} but received ${given.inputShape.join('×')}.`,
      );
    this.#network ??= this.#networkFor({ inputShape, outputs: labels.length }).then(async (network) => {
      await network.restore(weights, history);
      return network;
    });
    const network = await this.#network;
    return network.predictProba(ndarray(given.data, [x.shape[0]!, sizeOf(inputShape)]));
  }

  #networkFor(task: Task): Promise<Network> {
    return Network.create({ definition: this.#definition, task, options: this.#options });
  }

  #fitted(): LearntNetwork {
    if (this.#learnt) return this.#learnt;
    throw new FoveaError(
      'NOT_FITTED',
      `Expected ${this.name} to be fitted before it is used. Call fit first.`,
    );
  }
}

/** The state of a network classifier, from which its definition's `restore` makes it again. */
export function networkState(
  name: string,
  { options, learnt }: { readonly options: Options; readonly learnt: LearntNetwork },
): State {
  const { labels, inputShape, weights, history } = learnt;
  const tensors = [...weights].map(([variable, values]) => [variable, ndarray(values, [values.length])]);
  return nestStates({
    network: {
      config: {
        name,
        options: { ...options },
        inputShape: [...inputShape],
        history: history as unknown as Json,
      },
      tensors: { labels: ndarray(labels, [labels.length]) },
    },
    weights: { config: {}, tensors: Object.fromEntries(tensors) },
  });
}

/** What a network classifier had learnt, from its state. @throws BAD_FILE */
export function learntOf(state: State): LearntNetwork {
  const own = partOf(state, 'network');
  const { inputShape, history } = own.config;
  if (!Array.isArray(inputShape) || inputShape.length !== 3 || !Array.isArray(history))
    throw new FoveaError('BAD_FILE', 'Expected the saved state of a network but its parts do not fit.');
  const saved = partOf(state, 'weights');
  const weights = Object.keys(saved.tensors).map(
    (name) => [name, tensorOf(saved, name, { owner: 'network', type: Float32Array }).data] as const,
  );
  return {
    labels: tensorOf(own, 'labels', { owner: 'network', type: Int32Array }).data,
    inputShape: inputShape as unknown as Task['inputShape'],
    weights: new Map(weights),
    history: history as unknown as readonly EpochReport[],
  };
}
