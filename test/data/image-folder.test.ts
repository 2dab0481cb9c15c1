import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.js';
import { openImageFolder } from '../../src/data/image-folder.js';
import { saveImage } from '../../src/image/save.js';
import { describeWithData } from '../helpers/shared-data.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fovea-folder-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Writes 1×1 images whose red value is their place in the list. */
async function fill(...paths: string[]): Promise<void> {
  for (const [i, path] of paths.entries())
    await saveImage(join(root, path), { data: Uint8Array.of(i, 0, 0), width: 1, height: 1, channels: 3 });
}
const pathsOf = (dataset: Dataset) =>
  Array.from(dataset.labels, (_, i) => relative(root, dataset.pathOf(i)).replaceAll('\\', '/'));

describe('openImageFolder', () => {
  it('takes folders as classes, images in folders within a class too, all sorted by code point', async () => {
    await fill('dog/b.png', 'dog/a.png', 'cat/deep/er/z.png', 'cat/a.png', 'Zebra/x.png', 'äffchen/y.png');
    await writeFile(join(root, 'notes.txt'), 'not a class');
    await writeFile(join(root, 'cat/notes.txt'), 'not an image');
    await mkdir(join(root, '.cache'));
    const dataset = await openImageFolder(root);
    expect(dataset.name).toBe(basename(root));
    expect(dataset.classNames).toEqual(['Zebra', 'cat', 'dog', 'äffchen']);
    expect(pathsOf(dataset)).toEqual([
      'Zebra/x.png',
      'cat/a.png',
      'cat/deep/er/z.png',
      'dog/a.png',
      'dog/b.png',
      'äffchen/y.png',
    ]);
    expect(dataset.labels).toEqual(Int32Array.of(0, 1, 1, 2, 2, 3));
    expect(dataset.split).toBeUndefined();
    expect((await dataset.load(3)).data).toEqual(Uint8Array.of(1, 0, 0));
  });

  it('takes train and test folders as the split, and leaves other folders beside them alone', async () => {
    await fill('train/a/1.png', 'train/b/2.png', 'train/b/3.png', 'test/b/4.png', 'val/c/5.png');
    const dataset = await openImageFolder(root);
    expect(dataset.classNames).toEqual(['a', 'b']);
    expect(pathsOf(dataset)).toEqual(['train/a/1.png', 'train/b/2.png', 'train/b/3.png', 'test/b/4.png']);
    expect(dataset.labels).toEqual(Int32Array.of(0, 1, 1, 1));
    expect(dataset.split).toEqual({ train: Int32Array.of(0, 1, 2), test: Int32Array.of(3) });
    expect((await dataset.load(3)).data[0]).toBe(3);
  });

  it('takes train and test as classes when they hold images themselves', async () => {
    await fill('train/ice.png', 'test/tube.png');
    const dataset = await openImageFolder(root);
    expect(dataset.classNames).toEqual(['test', 'train']);
    expect(dataset.split).toBeUndefined();
  });

  it('says what is wrong with a folder that is no data set', async () => {
    const refused = async (code: string, message: RegExp) =>
      expect(openImageFolder(root)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    await refused('BAD_DATA', /at least two class folders .* found none/);
    await fill('cat/a.png');
    await refused('BAD_DATA', /only 'cat'/);
    await mkdir(join(root, 'dog'));
    await refused('BAD_DATA', /at least one image in .*dog but found none.*'dog'/);
    await fill('train/cat/a.png', 'train/dog/b.png', 'test/cow/c.png');
    await refused('BAD_DATA', /'cow', which has no training images/);
    await expect(openImageFolder(join(root, 'missing'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describeWithData('openImageFolder on KTH-TIPS', 'kth-tips', (folder) => {
  it('finds 10 classes of 81 images', async () => {
    const dataset = await openImageFolder(folder);
    expect(dataset.classNames.length).toBe(10);
    const counts = dataset.classNames.map((_, label) => dataset.labels.filter((l) => l === label).length);
    expect(counts).toEqual(Array(10).fill(81));
    expect(dataset.pathOf(0)).toMatch(/aluminium_foil/);
  });
});
