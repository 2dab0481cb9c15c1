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
  const load = remembering(options, length);
  const change = augmenter(options.augment);
  const [channels, height, width] = inputShape;
  async function gather(chosen: Int32Array, random: Random): Promise<Batch> {
    const inputs = new Float32Array(chosen.length * length);
    const images = await Promise.all(Array.from(chosen, load));
    for (const [i, data] of images.entries())
      inputs.set(
        change ? change({ data, channels, height, width }, random.fork(chosen[i]!)) : data,
        i * length,
      );
    return { inputs, targets: chosen.map((image) => labels[image]!), count: chosen.length };
  }
  return {
    size: labels.length,
    batches({ batch, random }) {
      const order = random.shuffle(Int32Array.from(labels, (_, i) => i));
      const starts = Array.from({ length: Math.ceil(order.length / batch) }, (_, i) => i * batch);
      const changes = random.fork('augment');
      return prefetched(starts, (start) => gather(order.subarray(start, start + batch), changes), {
        ahead: AHEAD,
      });
    },
  };
}

/** Loads images once, where they can be kept in bytes. */
function remembering(
  { labels, load }: ImageSourceOptions,
  length: number,
): (i: number) => Promise<Float32Array> | Float32Array {
  if (labels.length * length > KEPT_BYTES) return (i) => checked(load(i), length);
  const kept: (Uint8Array | undefined)[] = new Array(labels.length);
  return (i) => {
    const bytes = kept[i];
    if (bytes) return Float32Array.from(bytes, (value) => value / 255);
    return checked(load(i), length).then((image) => {
      const rounded = Uint8Array.from(image, (value) => Math.round(value * 255));
      if (image.every((value, k) => value === Math.fround(rounded[k]! / 255))) kept[i] = rounded;
      return image;
    });
  };
}

async function checked(loading: Promise<Float32Array>, length: number): Promise<Float32Array> {
  const image = await loading;
  if (image.length === length) return image;
  throw new FoveaError(
    'BAD_SHAPE',
    `Expected images of ${length} numbers but received one of ${image.length}.`,
  );
}
