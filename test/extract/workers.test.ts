import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Extracted, FeatureSink } from '../../src/extract/index.js';
import type { GlobalExtractor } from '../../src/features/extractor.js';
import { builtExtract, builtFeatures } from '../helpers/built.js';
import { picturesWithBadOnes } from './helpers/pictures.js';

let folder: string;
let paths: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
  paths = await picturesWithBadOnes(join(folder, 'pictures'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A sink that remembers. */
function recorder() {
  const seen: [string, Extracted][] = [];
  const sink: FeatureSink = {
    write: async (path, features) => void seen.push([path, features]),
    commit: async () => undefined,
    abort: async () => undefined,
  };
  return { seen, sink };
}

describe('workers', () => {
  it.each([
    ['.npy', [2]],
    ['.npz', [1, 2, 3]],
    ['.csv', [2]],
    ['.jsonl', [2]],
  ])('write the same bytes to %s, however many there are (%j)', async (extension, counts) => {
    const { extractToFile } = await builtExtract();
    const { findExtractor } = await builtFeatures();
    const written = async (workers: number) => {
      const out = join(folder, `w${workers}${extension}`);
      const extractor = findExtractor('fast');
      const { skipped } = await extractToFile(paths, out, {
        extractor,
        options: { threshold: 30 },
        workers,
      });
      expect(skipped.map(({ code }) => code)).toEqual(['BAD_IMAGE', 'BAD_IMAGE']);
      return [await readFile(out), await readFile(`${out}.card.json`)];
    };
    const inThisThread = await written(0);
    for (const workers of counts) expect(await written(workers)).toEqual(inThisThread);
  });

  it.each(['hog', 'fast', 'rootsift'])('give the features of %s that this thread gives', async (feature) => {
    const { extractBatch } = await builtExtract();
    const { findExtractor } = await builtFeatures();
    const gathered = async (workers: number) => {
      const { seen, sink } = recorder();
      const batch = { extractor: findExtractor(feature), load: { width: 32 }, workers };
      const report = await extractBatch(paths, sink, batch);
      return { seen, report };
    };
    const { seen, report } = await gathered(2);
    expect(report).toMatchObject({ images: 9, skipped: [{ path: paths[0] }, { path: paths[7] }] });
    const here = await gathered(0);
    expect(report).toEqual(here.report);
    // Keypoints of SIFT know their layer here; across threads they are what Keypoint names.
    expect(here.seen).toMatchObject(seen);
  });

  it('end the batch for a wrong option, which no image can mend', async () => {
    const { extractBatch } = await builtExtract();
    const { findExtractor } = await builtFeatures();
    const batch = { extractor: findExtractor('hog'), options: { orientations: 0 }, workers: 2 };
    await expect(extractBatch(paths, recorder().sink, batch)).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });

  it('leave an extractor of the caller to this thread, since functions do not cross', async () => {
    const { extractBatch } = await builtExtract();
    const own: GlobalExtractor = {
      kind: 'global',
      name: 'hog',
      summary: 'not the registered one',
      options: {},
      sizeDependent: false,
      extract: () => Float32Array.of(42),
    };
    const { seen, sink } = recorder();
    await extractBatch(paths.slice(1, 4), sink, { extractor: own, workers: 2 });
    expect(seen.map(([, features]) => features)).toEqual([1, 2, 3].map(() => Float32Array.of(42)));
  });
});
