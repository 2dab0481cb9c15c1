import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolveOptions } from '../../src/core/options.js';
import { gatherFeatures } from '../../src/extract/gather-features.js';
import { learnVocabulary } from '../../src/extract/learn-vocabulary.js';
import { findExtractor } from '../../src/features/index.js';
import { loadImage } from '../../src/image/load.js';
import {
  createIndex,
  describeImage,
  indexImages,
  type MemoryIndex,
  openIndex,
  saveIndex,
} from '../../src/search/index.js';
import { describeWithData } from '../helpers/shared-data.js';

describeWithData('an index of buses, dinosaurs, elephants and roses', 'corel1k', (data) => {
  const classes = [1, 2, 3, 4];
  const classOf = (path: string) => Math.floor(Number(/(\d+)\.jpg$/.exec(path)![1]) / 90);
  const paths = classes.flatMap((c) =>
    Array.from({ length: 8 }, (_, i) => `${data}/images/${c * 90 + i}.jpg`),
  );
  let folder: string;
  let index: MemoryIndex;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fovea-corel-'));
    const extractor = findExtractor('rootsift');
    const load = { width: 192, height: 192, fit: 'inside' } as const;
    const source = {
      name: extractor.name,
      options: resolveOptions(extractor.name, extractor.options, { maxKeypoints: 150 }),
    };
    const { images } = await gatherFeatures(paths, { extractor, options: source.options, load });
    const vocabulary = learnVocabulary(images, {
      words: 60,
      sampleSize: 2000,
      maxIterations: 10,
      seed: 1,
      source,
    });
    const built = createIndex({ vocabulary, load });
    const report = await indexImages(built, [...paths, `${data}/PROVENANCE.txt`]);
    expect(report.images).toBe(32);
    expect(report.skipped).toMatchObject([{ path: `${data}/PROVENANCE.txt`, code: 'BAD_IMAGE' }]);
    await saveIndex(join(folder, 'corel.fovea'), built);
    index = await openIndex(join(folder, 'corel.fovea'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const find = async (path: string, top: number) =>
    index.search(describeImage(await loadImage(path, index.settings.load), index.settings), { top });

  it('finds every tenth of its own images first, with score 1, as the reopened file describes it', async () => {
    for (const path of paths.filter((_, i) => i % 10 === 0)) {
      const [first] = await find(path, 1);
      expect(first).toEqual({ path, score: expect.closeTo(1, 9) });
    }
  });

  it('finds the class of new images far more often than chance does', async () => {
    let right = 0;
    for (const c of classes)
      for (const i of [0, 1, 2]) {
        const hits = await find(`${data}/queries/${c * 10 + i}.jpg`, 5);
        right += hits.filter(({ path }) => classOf(path) === c).length;
      }
    // 60 hits; a quarter would be right by chance.
    expect(right).toBeGreaterThan(30);
  });
});
