import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataset } from '../../src/data/open-dataset.js';
import { describeWithData } from '../helpers/shared-data.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-dataset-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('openDataset', () => {
  it('opens the kind that is wanted, and says what it found instead', async () => {
    for (const name of ['cat', 'dog']) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, '1.png'), '');
    }
    expect((await openDataset(folder, { kind: 'images' })).classNames).toEqual(['cat', 'dog']);
    await expect(openDataset(folder, { kind: 'cifar100' })).rejects.toMatchObject({
      code: 'MISMATCH',
      file: folder,
      message: expect.stringMatching(/Expected CIFAR-100 .* but found class folders .* the kind 'images'/),
    });
    // As much as one file says which CIFAR it is.
    await writeFile(join(folder, 'data_batch_1.bin'), new Uint8Array(3073));
    await expect(openDataset(folder, { kind: 'cifar100' })).rejects.toMatchObject({ code: 'MISMATCH' });
    expect((await openDataset(folder, { kind: 'cifar10' })).classNames).toHaveLength(10);
  });

  it('says what it looked for when there is nothing of the kind', async () => {
    await writeFile(join(folder, 'a.png'), '');
    await expect(openDataset(folder)).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringMatching(/class folders .*MNIST.*CIFAR/),
    });
    await expect(openDataset(join(folder, 'none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(openDataset(join(folder, 'a.png'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes a folder with one file of MNIST or CIFAR for a damaged one, not for something else', async () => {
    await writeFile(join(folder, 'test.bin.gz'), 'damaged');
    await expect(openDataset(folder)).rejects.toMatchObject({
      code: 'BAD_FILE',
      file: join(folder, 'test.bin.gz'),
    });
    await writeFile(join(folder, 't10k-labels-idx1-ubyte'), '');
    await expect(openDataset(folder)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/train-images/),
    });
  });
});

describeWithData('openDataset on real sets', '.', (root) => {
  it.each([
    ['mnist', 70_000, 10],
    ['cifar100', 12_000, 100],
    ['kth-tips', 810, 10],
  ])('recognises %s', async (name, images, classes) => {
    const dataset = await openDataset(join(root, name));
    expect(dataset.name).toBe(name);
    expect(dataset.labels.length).toBe(images);
    expect(dataset.classNames.length).toBe(classes);
  });
});
