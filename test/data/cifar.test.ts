import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCifar } from '../../src/data/cifar.js';
import { describeWithData } from '../helpers/shared-data.js';
import { usedMemory } from '../helpers/used-memory.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-cifar-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A record whose pixels are all of one colour. */
const record = (labels: number[], [r, g, b]: [number, number, number]) => [
  ...labels,
  ...Array(1024).fill(r),
  ...Array(1024).fill(g),
  ...Array(1024).fill(b),
];
async function write(name: string, ...records: number[][]): Promise<void> {
  const bytes = Uint8Array.from(records.flat());
  await writeFile(join(folder, name), name.endsWith('.gz') ? gzipSync(bytes) : bytes);
}

describe('openCifar', () => {
  it('reads the batches of CIFAR-10 in order, training first', async () => {
    await write('test_batch.bin', record([9], [1, 2, 3]));
    await write('data_batch_2.bin', record([4], [40, 0, 0]));
    await write('data_batch_1.bin.gz', record([0], [10, 20, 30]), record([3], [11, 21, 31]));
    await writeFile(
      join(folder, 'batches.meta.txt'),
      'plane\ncar\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n',
    );
    const dataset = await openCifar(folder);
    expect(Array.from(dataset.labels, (label) => dataset.classNames[label])).toEqual([
      'plane',
      'cat',
      'deer',
      'truck',
    ]);
    expect(dataset.split).toEqual({ train: Int32Array.of(0, 1, 2), test: Int32Array.of(3) });
    expect(dataset.imageSize).toEqual({ width: 32, height: 32 });
    const image = await dataset.load(1);
    expect([image.width, image.height, image.channels]).toEqual([32, 32, 3]);
    expect(Array.from(image.data.subarray(0, 6))).toEqual([11, 21, 31, 11, 21, 31]);
    expect(dataset.pathOf(1)).toBe(`${join(folder, 'data_batch_1.bin.gz')}#1`);
    expect(dataset.pathOf(3)).toBe(`${join(folder, 'test_batch.bin')}#0`);
  });

  it('reads fine or coarse labels of CIFAR-100, under numbers where there are no names', async () => {
    await write('train.bin', record([19, 99], [0, 0, 0]), record([3, 42], [0, 0, 0]));
    const fine = await openCifar(folder);
    expect(fine.labels).toEqual(Int32Array.of(99, 42));
    expect(fine.classNames.length).toBe(100);
    expect(fine.split).toBeUndefined();
    const coarse = await openCifar(folder, { labels: 'coarse' });
    expect(coarse.labels).toEqual(Int32Array.of(19, 3));
    expect(coarse.classNames).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  });

  it('takes the plain file where the packed one lies beside it', async () => {
    await write('train.bin', record([0, 1], [0, 0, 0]));
    await write('train.bin.gz', record([0, 1], [0, 0, 0]));
    expect((await openCifar(folder)).labels.length).toBe(1);
  });

  it('names the file that is damaged, and refuses what CIFAR-10 has not', async () => {
    await expect(openCifar(folder)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/test\.bin/),
    });
    await write('test_batch.bin', record([10], [0, 0, 0]));
    await expect(openCifar(folder)).rejects.toMatchObject({
      code: 'BAD_FILE',
      message: expect.stringMatching(/below 10 in .*test_batch\.bin#0 but received 10/),
    });
    await expect(openCifar(folder, { labels: 'coarse' })).rejects.toMatchObject({ code: 'BAD_OPTION' });
    await write('test_batch.bin', [1, 2, 3]);
    await expect(openCifar(folder)).rejects.toMatchObject({
      code: 'BAD_FILE',
      file: join(folder, 'test_batch.bin'),
    });
    await writeFile(join(folder, 'test_batch.bin'), '');
    await expect(openCifar(folder)).rejects.toMatchObject({
      code: 'BAD_FILE',
      message: expect.stringContaining('is empty'),
    });
    await writeFile(join(folder, 'batches.meta.txt'), 'plane\n');
    await expect(openCifar(folder)).rejects.toMatchObject({
      message: expect.stringMatching(/10 class names/),
    });
  });
});

describeWithData('openCifar on an excerpt of CIFAR-100', 'cifar100', (cifar) => {
  it('finds 100 training and 20 test images of each fine class', async () => {
    const dataset = await openCifar(cifar);
    expect(dataset.classNames.slice(0, 2)).toEqual(['apple', 'aquarium_fish']);
    const count = (indices: Int32Array, label: number) =>
      indices.filter((i) => dataset.labels[i] === label).length;
    for (let label = 0; label < 100; label++) {
      expect(count(dataset.split!.train, label)).toBe(100);
      expect(count(dataset.split!.test, label)).toBe(20);
    }
  });

  it('holds each byte once', async () => {
    const before = await usedMemory();
    const dataset = await openCifar(cifar);
    const held = (await usedMemory()).arrays - before.arrays;
    const bytes = 12_000 * 3074;
    expect(dataset.labels.length).toBe(12_000);
    expect(held).toBeGreaterThan(bytes);
    expect(held).toBeLessThan(1.1 * bytes);
  });

  it('finds 500 training images of each coarse class', async () => {
    const dataset = await openCifar(cifar, { labels: 'coarse' });
    const counts = dataset.classNames.map(
      (_, label) => dataset.split!.train.filter((i) => dataset.labels[i] === label).length,
    );
    expect(counts).toEqual(Array(20).fill(500));
    expect(dataset.classNames.at(-1)).toBe('vehicles_2');
  });
});
