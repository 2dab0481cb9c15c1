import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Extracted } from '../../src/extract/extract-batch.js';
import { checkFor, openSink } from '../../src/extract/sinks.js';
import type { LocalFeatures } from '../../src/features/extractor.js';
import { readNpy } from '../../src/formats/npy.js';
import { readNpz } from '../../src/formats/npz.js';

const point = (x: number, y: number) => ({ x, y, size: 7, angle: -1, response: 30.5, octave: 0 });
const described: Extracted = {
  keypoints: [point(1, 2), point(3.25, 4)],
  descriptors: { data: Float32Array.of(1, 2, 3, 4, 5, 0.1), shape: [2, 3] },
};
const empty: Extracted = { keypoints: [], descriptors: { data: new Float32Array(0), shape: [0, 3] } };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(name: string, images: Readonly<Record<string, Extracted>>): Promise<Buffer> {
  const sink = await openSink(join(folder, name));
  for (const [path, features] of Object.entries(images)) await sink.write(path, features);
  await sink.commit();
  return readFile(join(folder, name));
}

const vectors = { 'a.png': Float32Array.of(1, 0.1), 'b, "c".png': Float32Array.of(3, 4) };

describe('feature files of vectors', () => {
  it('hold one row an image in .npy, counted only at the end', async () => {
    const bytes = await written('v.npy', vectors);
    expect(readNpy(bytes)).toEqual({ data: Float32Array.of(1, 0.1, 3, 4), shape: [2, 2] });
  });

  it('hold features and paths in .npz', async () => {
    expect(readNpz(await written('v.npz', vectors))).toEqual({
      features: { data: Float32Array.of(1, 0.1, 3, 4), shape: [2, 2] },
      paths: ['a.png', 'b, "c".png'],
    });
  });

  it('hold a quoted table in .csv', async () => {
    expect(String(await written('v.csv', vectors))).toBe('path,f0,f1\na.png,1,0.1\n"b, ""c"".png",3,4\n');
  });

  it('hold one object a line in .jsonl', async () => {
    expect(String(await written('v.jsonl', vectors))).toBe(
      '{"path":"a.png","vector":[1,0.1]}\n{"path":"b, \\"c\\".png","vector":[3,4]}\n',
    );
  });

  it.each(['v.npy', 'v.npz', 'v.csv'])(
    'refuse a vector of another length in %s and say what to do',
    async (name) => {
      const sink = await openSink(join(folder, name));
      await sink.write('a.png', new Float32Array(3));
      await expect(sink.write('b.png', new Float32Array(4))).rejects.toThrow(
        'Expected 3 numbers from b.png, as from the images before it, but received 4. Give all images one size with --resize',
      );
      await sink.abort();
      expect(await readdir(folder)).toEqual([]);
    },
  );
});

describe('feature files of keypoints', () => {
  const images = { 'a.png': described, 'b.png': empty, 'c.png': described };

  it('say in .npz which rows are whose', async () => {
    const { keypoints, descriptors, offsets, paths } = readNpz(await written('k.npz', images));
    expect(offsets).toEqual({ data: Int32Array.of(0, 2, 2, 4), shape: [4] });
    expect(keypoints).toMatchObject({ shape: [4, 6] });
    expect((keypoints as { data: Float32Array }).data.slice(6, 12)).toEqual(
      Float32Array.of(3.25, 4, 7, -1, 30.5, 0),
    );
    expect(descriptors).toMatchObject({ shape: [4, 3] });
    expect(paths).toEqual(['a.png', 'b.png', 'c.png']);
  });

  it('keep an image without keypoints as an empty line in .jsonl', async () => {
    const lines = String(await written('k.jsonl', images))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ path }) => path)).toEqual(['a.png', 'b.png', 'c.png']);
    expect(lines[0].keypoints[0]).toEqual(point(1, 2));
    expect(lines[0].descriptors[1]).toEqual([4, 5, 0.1]);
    expect(lines[1]).toEqual({ path: 'b.png', keypoints: [], descriptors: [] });
  });

  it('are one line a keypoint in .csv', async () => {
    expect(String(await written('k.csv', { 'a.png': described }))).toBe(
      'path,x,y,size,angle,response,octave,d0,d1,d2\na.png,1,2,7,-1,30.5,0,1,2,3\na.png,3.25,4,7,-1,30.5,0,4,5,0.1\n',
    );
  });

  it('are the descriptors in .npy, or the keypoints where there are none', async () => {
    expect(readNpy(await written('d.npy', images))).toMatchObject({ shape: [4, 3] });
    expect(readNpy(await written('p.npy', { 'a.png': { keypoints: [point(1, 2)] } }))).toEqual({
      data: Float32Array.of(1, 2, 7, -1, 30.5, 0),
      shape: [1, 6],
    });
  });
});

it('names the extensions it can write', async () => {
  await expect(openSink('features.mat')).rejects.toThrow(
    "Expected an output file ending in .npy, .npz, .csv, .jsonl but received 'features.mat'.",
  );
});

it('refuses the image with which an .npz would pass 4 GB, before it is written', () => {
  const check = checkFor('features.npz');
  const many = { keypoints: { length: 2 ** 26 } as LocalFeatures['keypoints'] };
  check('a.png', many);
  check('b.png', many);
  expect(() => check('c.png', many)).toThrow(expect.objectContaining({ code: 'LIMIT', file: 'c.png' }));
});
