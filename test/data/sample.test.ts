import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { drawSample } from '../../src/data/draw-sample.js';
import { openDataset } from '../../src/data/open-dataset.js';
import { drawSampleImage, type SampleClass, sampleClasses } from '../../src/data/sample/draw-sample-image.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fovea-sample-'));
});
afterEach(() => rm(root, { recursive: true }));

const bytesOf = (paths: string[]) => Promise.all(paths.map((path) => readFile(path)));

describe('drawSampleImage', () => {
  it.each(sampleClasses)(
    'draws %s: the same for the same seed, another for another, with light and dark',
    (name) => {
      const image = drawSampleImage(name, new Random(1), 48);
      expect([image.width, image.height, image.channels]).toEqual([48, 48, 3]);
      expect(drawSampleImage(name, new Random(1), 48)).toEqual(image);
      expect(drawSampleImage(name, new Random(2), 48)).not.toEqual(image);
      const sorted = image.data.slice().sort();
      expect(
        sorted[Math.floor(0.98 * sorted.length)]! - sorted[Math.floor(0.02 * sorted.length)]!,
      ).toBeGreaterThan(40);
    },
  );

  it('scales what it draws with the size: the mean of each quarter stays', () => {
    const quarters = (size: number) => {
      const { data } = drawSampleImage('star', new Random(5), size);
      const sums = [0, 0, 0, 0];
      for (let i = 0; i < size * size; i++)
        sums[(i % size < size / 2 ? 0 : 1) + (i < (size * size) / 2 ? 0 : 2)]! += data[3 * i + 1]!;
      return sums.map((sum) => sum / (size * size));
    };
    const [small, large] = [quarters(48), quarters(96)];
    for (const [i, mean] of small.entries()) expect(Math.abs(mean - large[i]!)).toBeLessThan(2);
  });
});

describe('drawSample', () => {
  it('draws a folder that opens as a data set of twelve classes', async () => {
    const paths = await drawSample(root, { imagesPerClass: 2, size: 32 });
    expect(paths.length).toBe(24);
    const dataset = await openDataset(root);
    expect(dataset.classNames).toEqual([...sampleClasses].sort());
    expect(dataset.labels.length).toBe(24);
    expect(await dataset.load(0)).toMatchObject({ width: 32, height: 32, channels: 3 });
  });

  it('writes the same bytes for the same seed, also over an earlier set, and others for another', async () => {
    const options = { imagesPerClass: 2, size: 32, classes: ['ring', 'spots', 'digit-5'] as SampleClass[] };
    const [a, b, other] = ['a', 'b', 'c'].map((name) => join(root, name)) as [string, string, string];
    const first = await bytesOf(await drawSample(a, { ...options, seed: 3 }));
    expect(await bytesOf(await drawSample(b, { ...options, seed: 3 }))).toEqual(first);
    expect(await bytesOf(await drawSample(a, { ...options, seed: 3 }))).toEqual(first);
    expect(await bytesOf(await drawSample(other, { ...options, seed: 4 }))).not.toEqual(first);
  });

  it('leaves picture k as it is when more pictures or fewer classes are drawn', async () => {
    const some = await drawSample(join(root, 'some'), { imagesPerClass: 1, size: 32, classes: ['cross'] });
    const more = await drawSample(join(root, 'more'), {
      imagesPerClass: 3,
      size: 32,
      classes: ['weave', 'cross'],
    });
    expect(await readFile(some[0]!)).toEqual(await readFile(more[3]!));
    expect(some[0]).toBe(join(root, 'some', 'cross', 'cross-0000.png'));
  });

  it('never mixes with what is already there', async () => {
    await drawSample(root, { imagesPerClass: 2, size: 32, classes: ['star', 'ring'] });
    await expect(
      drawSample(root, { imagesPerClass: 1, size: 32, classes: ['star', 'ring'] }),
    ).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringMatching(/ring-0001\.png.*Name another folder/),
    });
    await writeFile(join(root, 'star', 'mine.png'), 'precious');
    await expect(drawSample(root, { imagesPerClass: 2, size: 32 })).rejects.toMatchObject({
      code: 'BAD_DATA',
    });
    expect((await readdir(root)).sort()).toEqual(['ring', 'star']);
  });

  it('refuses unknown classes and sizes', async () => {
    await expect(drawSample(root, { classes: ['cat' as SampleClass] })).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringMatching(/stripes, weave.*'cat'/),
    });
    await expect(drawSample(root, { size: 8 })).rejects.toMatchObject({ code: 'BAD_OPTION' });
    await expect(drawSample(root, { imagesPerClass: 0 })).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });
});
