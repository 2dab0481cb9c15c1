import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../src/bow/vocabulary.js';
import { ndarray } from '../../src/core/ndarray.js';
import { createIndex } from '../../src/search/memory-index.js';
import { imageOf, lineVocabulary } from './words.js';

const emptyIndex = (words = 4) => createIndex({ vocabulary: lineVocabulary(words), feature: 'rootsift' });

describe('an index in memory', () => {
  it('weighs words by count · ln(1 + (N − n + ½) / (n + ½)) and scores by their cosine', async () => {
    const index = emptyIndex();
    await index.add('a', imageOf([0, 0, 0, 0, 1]));
    await index.add('b', imageOf([1]));
    await index.add('c', imageOf([2]));
    // Word 0 is in 1 of 3 images: ln(1 + 2.5/1.5); word 1 in 2 of 3: ln(1 + 1.5/2.5).
    const [rare, common] = [Math.log(8 / 3), Math.log(1.6)];
    const hits = await index.search(imageOf([1]));
    expect(hits.map(({ path }) => path)).toEqual(['b', 'a']);
    expect(hits[0]!.score).toBe(1);
    expect(hits[1]!.score).toBeCloseTo(common / Math.hypot(4 * rare, common), 12);
  });

  it('finds an image that it holds first, with score 1', async () => {
    const index = emptyIndex();
    await index.add('beach', imageOf([0, 1, 1, 3]));
    await index.add('bus', imageOf([0, 2, 2, 3]));
    const [first] = await index.search(imageOf([0, 2, 2, 3]));
    expect(first!.path).toBe('bus');
    expect(first!.score).toBeCloseTo(1, 12);
    expect(first!.score).toBeLessThanOrEqual(1);
  });

  it('finds an image even when it is the only one', async () => {
    const index = emptyIndex();
    await index.add('only', imageOf([1, 2]));
    expect(await index.search(imageOf([1, 2]))).toEqual([{ path: 'only', score: expect.closeTo(1, 12) }]);
  });

  it('orders equal scores by path, whatever the order of adding', async () => {
    const index = emptyIndex();
    for (const path of ['c', 'a', 'd', 'b']) await index.add(path, imageOf([1, 2]));
    const hits = await index.search(imageOf([1]), { top: 3 });
    expect(hits.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    expect(new Set(hits.map(({ score }) => score)).size).toBe(1);
  });

  it('holds images without descriptors but never finds them', async () => {
    const index = emptyIndex();
    await index.add('blank', imageOf([]));
    await index.add('bare', { keypoints: [] });
    await index.add('a', imageOf([1]));
    expect(index.size).toBe(3);
    expect((await index.search(imageOf([1]))).map(({ path }) => path)).toEqual(['a']);
  });

  it('finds nothing for a query without descriptors, without common words, or in an empty index', async () => {
    const index = emptyIndex();
    expect(await index.search(imageOf([1]))).toEqual([]);
    await index.add('a', imageOf([1]));
    expect(await index.search(imageOf([]))).toEqual([]);
    expect(await index.search({ keypoints: [] })).toEqual([]);
    expect(await index.search(imageOf([2]))).toEqual([]);
  });

  it('replaces an image added again, and forgets one that is removed', async () => {
    const index = emptyIndex();
    await index.add('a', imageOf([1]));
    await index.add('a', imageOf([2]));
    expect(index.size).toBe(1);
    expect(await index.search(imageOf([1]))).toEqual([]);
    expect(await index.remove('a')).toBe(true);
    expect(await index.remove('a')).toBe(false);
    expect(await index.search(imageOf([2]))).toEqual([]);
  });

  it('knows an image by its path, however that is spelt', async () => {
    const index = emptyIndex();
    await index.add('folder/../a.jpg', imageOf([1]));
    await index.add('./a.jpg', imageOf([2]));
    expect(index.size).toBe(1);
    expect(await index.search(imageOf([2]))).toEqual([{ path: './a.jpg', score: 1 }]);
    expect(await index.remove(resolve('a.jpg'))).toBe(true);
    expect(index.size).toBe(0);
  });

  it('describes images as its vocabulary was learnt, defaults written out', () => {
    const { centroids } = lineVocabulary(3);
    const options = createIndex({ vocabulary: lineVocabulary(3), feature: 'rootsift' }).settings.options;
    const source = { name: 'rootsift', options: { ...options, maxKeypoints: 77 } };
    const index = createIndex({ vocabulary: new Vocabulary({ centroids, source }) });
    expect(index.settings.feature).toBe('rootsift');
    expect(index.settings.options).toEqual(source.options);
  });

  it('refuses a vocabulary of another feature, features without descriptors, and wrong options', () => {
    const { centroids } = lineVocabulary(3);
    const vocabulary = new Vocabulary({ centroids, source: { name: 'sift', options: {} } });
    const refused = (given: Parameters<typeof createIndex>[0], code: string) =>
      expect(() => createIndex(given)).toThrow(expect.objectContaining({ code }));
    refused({ vocabulary, feature: 'rootsift' }, 'MISMATCH');
    refused({ vocabulary: lineVocabulary(3), feature: 'fast' }, 'BAD_OPTION');
    refused({ vocabulary: lineVocabulary(3), feature: 'hog' }, 'BAD_OPTION');
    refused({ vocabulary: lineVocabulary(3), feature: 'rootsift', options: { size: 3 } }, 'BAD_OPTION');
    refused({ vocabulary: lineVocabulary(3), feature: 'nothing' }, 'NOT_FOUND');
  });

  it('refuses descriptors of another length and a top that is no count', async () => {
    const index = emptyIndex();
    const long = { keypoints: [], descriptors: ndarray(new Float32Array(3), [1, 3]) };
    await expect(index.add('a', long)).rejects.toMatchObject({ code: 'MISMATCH' });
    await expect(index.search(long)).rejects.toMatchObject({ code: 'MISMATCH' });
    for (const top of [0, 2.5, -1])
      await expect(index.search(imageOf([1]), { top })).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });
});

const VOCABULARY = 6;
const words = fc.array(fc.nat(VOCABULARY - 1), { maxLength: 12 });
const path = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const change = fc.oneof(
  fc.record({ path, words: fc.option(words, { nil: undefined }) }),
  fc.record({ path, words }),
);

describe('search', () => {
  it('equals the cosine of every dense tf-idf vector, after any adds, replacements and removals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 20 }),
        words,
        fc.integer({ min: 1, max: 8 }),
        async (changes, query, top) => {
          const index = emptyIndex(VOCABULARY);
          const model = new Map<string, readonly number[]>();
          for (const { path, words } of changes) {
            if (words) {
              await index.add(path, imageOf(words));
              model.set(path, words);
            } else expect(await index.remove(path)).toBe(model.delete(path));
            // Now and then in the midst of changes, so that nothing stale survives.
            if (model.size % 3 === 0) await index.search(imageOf(query));
          }
          expect(index.size).toBe(model.size);
          const hits = await index.search(imageOf(query), { top });
          expectAnswer(hits, bruteForce(model, query), top);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Cosines of dense vectors, written from the formulas alone. */
function bruteForce(
  model: ReadonlyMap<string, readonly number[]>,
  query: readonly number[],
): Map<string, number> {
  const all = [...model.values()];
  const idf = Array.from({ length: VOCABULARY }, (_, word) => {
    const documents = all.filter((image) => image.includes(word)).length;
    return Math.log(1 + (all.length - documents + 0.5) / (documents + 0.5));
  });
  const vector = (image: readonly number[]) =>
    idf.map((weight, word) => image.filter((other) => other === word).length * weight);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const q = vector(query);
  return new Map(
    [...model].map(([path, image]) => {
      const v = vector(image);
      return [path, dot(q, v) / (Math.sqrt(dot(q, q) * dot(v, v)) || 1)];
    }),
  );
}

function expectAnswer(
  hits: readonly { path: string; score: number }[],
  exact: Map<string, number>,
  top: number,
) {
  const positive = [...exact].filter(([, score]) => score > 0);
  expect(hits.length).toBe(Math.min(top, positive.length));
  for (const { path, score } of hits) expect(score).toBeCloseTo(exact.get(path)!, 10);
  const best = positive.map(([, score]) => score).sort((a, b) => b - a);
  for (let i = 0; i < hits.length; i++) expect(hits[i]!.score).toBeCloseTo(best[i]!, 10);
  for (let i = 1; i < hits.length; i++) {
    const [before, after] = [hits[i - 1]!, hits[i]!];
    expect(before.score > after.score || (before.score === after.score && before.path < after.path)).toBe(
      true,
    );
  }
}
