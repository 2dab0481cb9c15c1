import { FoveaError } from '../core/errors.js';
import { ndarray, sizeOf } from '../core/ndarray.js';
import { Random } from '../core/random.js';
import { nestStates } from '../core/state.js';
import type { AugmentOptions } from '../data/augment/augment.js';
import type { Dataset, Split } from '../data/dataset.js';
import type { EngineName } from '../nn/engines/choose-engine.js';
import { Network, type NetworkFitOptions } from '../nn/network.js';
import { networkState } from '../nn/network-classifier.js';
import { findNetwork } from '../nn/networks/index.js';
import { toChannelsFirst } from '../nn/to-channels-first.js';
import type { Batch, BatchSource } from '../nn/train/batch-source.js';
import { holdBack } from '../nn/train/hold-back.js';
import { imageSource } from '../nn/train/image-source.js';
import { confirmEveryClass } from './confirm-every-class.js';
import { ImageModel } from './image-model.js';
import { isNetwork } from './model-parts.js';
import { type ParseModelOptions, parseModel } from './parse-model.js';

/** How a network is trained on a data set. */
export interface TrainNetworkOptions extends Omit<ParseModelOptions, 'channels'> {
  readonly split: Split;
  /** @default 'builtin' */
  readonly engine?: EngineName;
  readonly augment?: AugmentOptions;
  /** Gets the network and a first batch of training images, before the first step. */
  readonly onNetwork?: (network: Network, sample: Batch) => void | Promise<void>;
  /** What the training reports, and where it goes on from. */
  readonly fit?: NetworkFitOptions;
}

/** A trained network, as a model like any other, and how it did. */
export interface TrainedNetwork {
  readonly model: ImageModel;
  readonly network: Network;
  /** Part of the test images that it labels right, by as many tests as its options say. */
  readonly accuracy: number;
  /** Part of the test images that it labels wrong after 1, 2, … tests; one number for a network that draws nothing. */
  readonly errors: readonly number[];
  /** Images that it learnt from, that it was validated on, and that it was tested on. */
  readonly trained: number;
  readonly validated: number;
  readonly tested: number;
}

/** Test images that are in memory at once. */
const TESTED_AT_ONCE = 500;

/**
 * Trains a network on the images of a data set as they are decoded, tests it, and makes it a model: the long way of
 * `compareModels`, for more images than memory holds as floats, with every step reported.
 * @param name of a network: `lenet`.
 * @throws BAD_OPTION for another model; what `Network.fit` and the data set's `load` throw.
 */
export async function trainNetwork(
  dataset: Dataset,
  name: string,
  options: TrainNetworkOptions,
): Promise<TrainedNetwork> {
  if (!isNetwork(name))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected the name of a network, such as lenet, but received '${name}'.`,
    );
  confirmEveryClass(dataset, options.split);
  const unfitted = parseModel(name, { ...options, channels: dataset.channels });
  const load = loader(dataset, unfitted);
  const { test } = options.split;
  const { learnt: train, validation } = parted(dataset, { options, unfitted });
  const { inputShape } = await load(train[0]!);
  const network = await Network.create({
    definition: findNetwork(unfitted.config.classifier.name),
    task: { inputShape, outputs: dataset.classNames.length },
    options: unfitted.config.classifier.options,
    ...(options.engine && { engine: options.engine }),
  });
  const sourceOf = (images: Int32Array, augment?: AugmentOptions) =>
    imageSource({
      labels: images.map((index) => dataset.labels[index]!),
      inputShape,
      load: async (i) => (await load(images[i]!)).data,
      isInMemory: dataset.encoded === undefined,
      ...(augment && { augment }),
    });
  const source = sourceOf(train, options.augment);
  await options.onNetwork?.(network, await firstBatch(source));
  await network.fit(source, {
    ...options.fit,
    ...(validation && { validation: sourceOf(validation) }),
  });
  const wrong = await countErrors(network, { dataset, test, load, signal: options.fit?.signal });
  return {
    model: await modelOf(unfitted, network, dataset),
    network,
    accuracy: (test.length - wrong.at(-1)!) / test.length,
    errors: wrong.map((count) => count / test.length),
    trained: train.length,
    validated: validation?.length ?? 0,
    tested: test.length,
  };
}

/** The training images that are learnt from, and those that the option `validation` holds back of them. */
function parted(
  { labels, classNames }: Dataset,
  { options: { split, seed = 0 }, unfitted }: { options: TrainNetworkOptions; unfitted: ImageModel },
): { readonly learnt: Int32Array; readonly validation?: Int32Array } {
  const { validation: part } = unfitted.config.classifier.options as { readonly validation: number };
  if (part === 0) return { learnt: split.train };
  const own = split.train.map((index) => labels[index]!);
  const { learnt, validation } = holdBack(own, { part, seed, classNames });
  const images = (chosen: Int32Array) => chosen.map((i) => split.train[i]!);
  return { learnt: images(learnt), validation: images(validation) };
}

/** Images to show, and to take gradients on. */
const SHOWN = 32;

async function firstBatch(source: BatchSource): Promise<Batch> {
  for await (const batch of source.batches({ batch: SHOWN, random: new Random(0) })) return batch;
  throw new FoveaError('BAD_DATA', 'Expected images to train on but there are none.');
}

type Load = (index: number) => Promise<ReturnType<typeof toChannelsFirst>>;

function loader(dataset: Dataset, model: ImageModel): Load {
  const [pixels] = model.representations;
  return async (index) => {
    const data = pixels!.extract(await dataset.load(index)) as Float32Array;
    return toChannelsFirst(ndarray(data, [1, ...pixels!.sampleShape!]));
  };
}

/** How many test images are labelled wrong after 1, 2, … tests. */
async function countErrors(
  network: Network,
  {
    dataset,
    test,
    load,
    signal,
  }: {
    readonly dataset: Dataset;
    readonly test: Int32Array;
    readonly load: Load;
    readonly signal: AbortSignal | undefined;
  },
): Promise<number[]> {
  const wrong: number[] = [];
  const length = sizeOf(network.task.inputShape);
  const memory = new Float32Array(Math.min(TESTED_AT_ONCE, test.length) * length);
  for (let start = 0; start < test.length; start += TESTED_AT_ONCE) {
    signal?.throwIfAborted();
    const indices = test.subarray(start, start + TESTED_AT_ONCE);
    await Promise.all(
      Array.from(indices, async (index, i) => memory.set((await load(index)).data, i * length)),
    );
    const x = ndarray(memory.subarray(0, indices.length * length), [indices.length, length]);
    const labels = indices.map((index) => dataset.labels[index]!);
    for (const [i, count] of (await network.repeatedErrors(x, labels)).entries())
      wrong[i] = (wrong[i] ?? 0) + count;
  }
  return wrong;
}

async function modelOf(unfitted: ImageModel, network: Network, dataset: Dataset): Promise<ImageModel> {
  const learnt = {
    labels: Int32Array.from(dataset.classNames, (_, label) => label),
    inputShape: network.task.inputShape,
    weights: await network.weights(),
    history: network.history,
  };
  const { config, tensors } = nestStates({
    representations: nestStates({ 0: unfitted.representations[0]!.state() }),
    classifier: networkState(network.definition.name, { options: network.options, learnt }),
  });
  const model = { ...unfitted.config, classNames: dataset.classNames };
  return ImageModel.restore({ config: { ...config, model }, tensors });
}
