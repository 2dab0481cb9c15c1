import { FoveaError } from '../../core/errors.js';
import { sizeOf } from '../../core/ndarray.js';
import type { Random } from '../../core/random.js';
import { type AugmentOptions, augmenter } from '../../data/augment/augment.js';
import { prefetched } from '../../data/pipeline/prefetched.js';
import type { Batch, BatchSource } from './batch-source.js';

/** Images to learn from. */
export interface ImageSourceOptions {
  /** One label an image. */
  readonly labels: Int32Array;
  /** `[channels, height, width]` of all of them. */
  readonly inputShape: readonly [channels: number, height: number, width: number];
  /** Image `i` as planes of floats between 0 and 1, of `inputShape`. */
  load(i: number): Promise<Float32Array>;
  /** Whether `load` only takes pixels out of memory, so that none need be kept here. @default false */
  readonly isInMemory?: boolean;
  /** How images are changed at random, anew in every epoch. */
  readonly augment?: AugmentOptions;
}

/** Images are kept after they were first decoded, one byte a number, as long as all take less than this. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** Batches that are made ready while the network learns from another. */
const AHEAD = 2;

/**
 * Batches of images: a queue of all images in random order, decoded, changed at random, and gathered, while the
 * network learns from the batch before. Images whose numbers are whole 255ths are kept decoded, if they take less
 * than 256 MB together; others are decoded in every epoch.
 */
export function imageSource(options: ImageSourceOptions): BatchSource {
  const { labels, inputShape } = options;
  const length = sizeOf(inputShape);
  const load = isKept(options, length) ? keeping(options, length) : loading(options, length);
  const change = augmenter(options.augment);
  const [channels, height, width] = inputShape;
  async function gather(chosen: Int32Array, memory: Float32Array, random: Random): Promise<Batch> {
    const inputs = memory.subarray(0, chosen.length * length);
    const places = Array.from(chosen, async (image, i) => {
      const data = inputs.subarray(i * length, (i + 1) * length);
      await load(image, data);
      if (change) data.set(change({ data, channels, height, width }, random.fork(image)));
    });
    await Promise.all(places);
    return { inputs, targets: chosen.map((image) => labels[image]!), count: chosen.length };
  }
  return {
    size: labels.length,
    batches({ batch, random }) {
      const order = random.shuffle(Int32Array.from(labels, (_, i) => i));
      const count = Math.ceil(order.length / batch);
      const changes = random.fork('augment');
      // Those ahead, the one that is learnt from, and one to spare.
      const memory = Array.from(
        { length: Math.min(count, AHEAD + 2) },
        () => new Float32Array(batch * length),
      );
      return prefetched(
        Array.from({ length: count }, (_, i) => i),
        (i) => gather(order.subarray(i * batch, (i + 1) * batch), memory[i % memory.length]!, changes),
        { ahead: AHEAD },
      );
    },
  };
}

/** Puts image `i` into its place in a batch. */
type Load = (i: number, into: Float32Array) => Promise<void>;

const isKept = ({ labels, isInMemory = false }: ImageSourceOptions, length: number): boolean =>
  !isInMemory && labels.length * length <= KEPT_BYTES;

const loading =
  ({ load }: ImageSourceOptions, length: number): Load =>
  async (i, into) => {
    const image = await load(i);
    if (image.length !== length)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected images of ${length} numbers but received one of ${image.length}.`,
      );
    into.set(image);
  };

/** Loads images once, where they can be kept in bytes. */
function keeping(options: ImageSourceOptions, length: number): Load {
  const load = loading(options, length);
  // One block, whose pages take memory once they are written to.
  const kept = new Uint8Array(options.labels.length * length);
  const isThere = new Uint8Array(options.labels.length);
  return async (i, into) => {
    const bytes = kept.subarray(i * length, (i + 1) * length);
    if (isThere[i]) for (let k = 0; k < length; k++) into[k] = bytes[k]! / 255;
    else {
      await load(i, into);
      for (let k = 0; k < length; k++) bytes[k] = Math.round(into[k]! * 255);
      isThere[i] = into.every((value, k) => value === Math.fround(bytes[k]! / 255)) ? 1 : 0;
    }
  };
}
