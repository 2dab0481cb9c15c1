import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ExtractToFileOptions, extractToFile } from '../../src/extract/extract-to-file.js';
import { mergeShards } from '../../src/extract/merge-shards.js';
import { findExtractor } from '../../src/features/index.js';
import { extensions, picturesWithBadOnes } from './helpers/pictures.js';

let pictures: string;
let paths: string[];
beforeAll(async () => {
  pictures = await mkdtemp(join(tmpdir(), 'fovea-'));
  paths = await picturesWithBadOnes(pictures);
});
afterAll(() => rm(pictures, { recursive: true }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const colour: ExtractToFileOptions = { extractor: findExtractor('colour') };

/** Writes every shard, and returns their files. */
async function shards(count: number, extension: string, options = colour): Promise<string[]> {
  const files: string[] = [];
  for (let index = 1; index <= count; index++) {
    const file = at(`${index}-of-${count}${extension}`);
    await extractToFile(paths, file, { ...options, shard: { index, count } });
    files.push(file);
  }
  return files;
}

const both = (file: string) => Promise.all([readFile(file), readFile(`${file}.card.json`)]);

describe('mergeShards', () => {
  describe.each(extensions)('joins %s', (extension) => {
    it.each([
      ['vectors', 'colour', {}],
      ['keypoints', 'fast', { threshold: 30 }],
      ['descriptors', 'sift', { maxKeypoints: 10 }],
    ])('files of %s into what one run writes, byte for byte', async (_, feature, featureOptions) => {
      const options = { extractor: findExtractor(feature), options: featureOptions };
      await extractToFile(paths, at(`whole${extension}`), options);
      const files = await shards(3, extension, options);
      await mergeShards([files[2]!, files[0]!, files[1]!], at(`merged${extension}`));
      expect(await both(at(`merged${extension}`))).toEqual(await both(at(`whole${extension}`)));
    });

    it('files of more shards than images, of which some are empty', async () => {
      await extractToFile(paths, at(`whole${extension}`), colour);
      await mergeShards(await shards(13, extension), at(`merged${extension}`));
      expect(await both(at(`merged${extension}`))).toEqual(await both(at(`whole${extension}`)));
    });
  });

  it('goes on with an interrupted shard', async () => {
    const [first, second] = await shards(2, '.npy');
    const expected = await both(second!);
    const interrupt = new AbortController();
    const shard = { index: 2, count: 2 };
    const onProgress = (done: number) => done === 3 && interrupt.abort();
    await expect(
      extractToFile(paths, second!, { ...colour, shard, onProgress, signal: interrupt.signal }),
    ).rejects.toThrow();
    await extractToFile(paths, second!, { ...colour, shard, resume: true });
    expect(await both(second!)).toEqual(expected);
    await mergeShards([first!, second!], at('merged.npy'));
  });

  it('refuses by name shards that are missing, doubled, or of another job', async () => {
    const files = await shards(3, '.npy');
    const [first, second, third] = files as [string, string, string];
    await extractToFile(paths, at('whole.npy'), colour);
    const [other] = await shards(2, '.npy');
    await extractToFile(paths, at('bins.npy'), {
      ...colour,
      options: { bins: 4 },
      shard: { index: 2, count: 3 },
    });
    await extractToFile(paths.slice(1), at('list.npy'), { ...colour, shard: { index: 2, count: 3 } });
    const cases: [string[], string][] = [
      [[third, first], 'missing: 2/3'],
      [[first, second, second, third], 'are both 2/3'],
      [[first, at('whole.npy'), third], 'whole.npy is a whole by itself'],
      [[first, other!, third], '1-of-2.npy and '],
      [[first, at('bins.npy'), third], 'differ in options'],
      [[first, at('list.npy'), third], 'differ in list of images'],
    ];
    const before = await readdir(folder);
    for (const [given, message] of cases)
      await expect(mergeShards(given, at('merged.npy'))).rejects.toMatchObject({
        code: 'MISMATCH',
        message: expect.stringContaining(message),
      });
    expect(await readdir(folder)).toEqual(before);
  });

  it('refuses another format, a shard without its card, a damaged card and a damaged shard', async () => {
    const files = await shards(2, '.npy');
    await expect(mergeShards(files, at('merged.npz'))).rejects.toMatchObject({ code: 'MISMATCH' });
    await writeFile(files[1]!, (await readFile(files[1]!)).subarray(0, -4));
    await expect(mergeShards(files, at('merged.npy'))).rejects.toMatchObject({
      code: 'BAD_FILE',
      file: files[1],
    });
    await writeFile(`${files[1]}.card.json`, '{}');
    await expect(mergeShards(files, at('merged.npy'))).rejects.toMatchObject({ code: 'BAD_FILE' });
    await rm(`${files[1]}.card.json`);
    await expect(mergeShards(files, at('merged.npy'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readdir(folder)).not.toContain('merged.npy');
  });
});
