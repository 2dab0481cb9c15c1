import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import type { Batch } from '../../src/nn/train/batch-source.js';
import { type ImageSourceOptions, imageSource } from '../../src/nn/train/image-source.js';

const count = 23;
const labels = Int32Array.from({ length: count }, (_, i) => i % 5);

/** Image `i` says so in each of its pixels, in whole 255ths or not. */
function source({ scale = 255, ...options }: Partial<ImageSourceOptions> & { scale?: number } = {}) {
  const loads = new Array<number>(count).fill(0);
  const images = imageSource({
    labels,
    inputShape: [1, 2, 2],
    load: async (i) => {
      loads[i]!++;
      // As slow as a decoder, and not in the order of the calls.
      await new Promise((done) => setTimeout(done, (i * 7) % 3));
      return Float32Array.of(i / scale, i / scale, i / scale, i / scale);
    },
    ...options,
  });
  const epoch = async (seed: number): Promise<Batch[]> => {
    const batches: Batch[] = [];
    for await (const { inputs, targets, count } of images.batches({ batch: 5, random: new Random(seed) }))
      batches.push({ inputs: inputs.slice(), targets, count });
    return batches;
  };
  return { loads, epoch };
}

const shown = (batches: readonly Batch[], scale = 255) =>
  batches.flatMap(({ inputs, count }) =>
    Array.from({ length: count }, (_, i) => Math.round(inputs[i * 4]! * scale)),
  );

describe('batches of images', () => {
  it('show every image once an epoch, with its label, in an order that the seed decides', async () => {
    const { epoch } = source();
    const first = await epoch(1);
    expect(first.map((batch) => batch.count)).toEqual([5, 5, 5, 5, 3]);
    const order = shown(first);
    expect(order.toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
    expect(first.flatMap(({ targets }) => [...targets])).toEqual(order.map((i) => labels[i]));
    expect(shown(await epoch(2))).not.toEqual(order);
    expect(await epoch(1)).toEqual(first);
  });

  it('decode images of bytes once, others in every epoch, to the same numbers', async () => {
    const [bytes, others, inMemory] = [source(), source({ scale: 101 }), source({ isInMemory: true })];
    const first = await bytes.epoch(1);
    for (const { epoch } of [bytes, others, inMemory]) for (const seed of [1, 2]) await epoch(seed);
    expect(new Set(bytes.loads)).toEqual(new Set([1]));
    // The first is black, which is a byte.
    expect(new Set(others.loads.slice(1))).toEqual(new Set([2]));
    expect(new Set(inMemory.loads)).toEqual(new Set([2]));
    expect(await bytes.epoch(1)).toEqual(first);
    expect(await inMemory.epoch(1)).toEqual(first);
    expect(shown(await others.epoch(1), 101)).toEqual(shown(first));
  });

  it('change images anew in every epoch, whether they were kept or not', async () => {
    const noisy = { augment: { noise: 0.1 } };
    const { epoch } = source(noisy);
    const first = await epoch(1);
    expect(first).not.toEqual(await epoch(2));
    expect(await epoch(1)).toEqual(first);
    expect(await source({ ...noisy, isInMemory: true }).epoch(1)).toEqual(first);
  });

  it('are refused where an image is of another shape', async () => {
    const { epoch } = source({ load: async () => new Float32Array(3) });
    await expect(epoch(1)).rejects.toMatchObject({
      code: 'BAD_SHAPE',
      message: 'Expected images of 4 numbers but received one of 3.',
    });
  });
});
