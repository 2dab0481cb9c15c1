import { describe, expect, it } from 'vitest';
import { ndarray } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import type { DescribedImage } from '../../src/extract/index.js';
import { builtExtract } from '../helpers/built.js';

const random = new Random(6);

/** Images of 150 keypoints each, whose descriptors are whole numbers or not. */
const images = (draw: () => number): DescribedImage[] =>
  Array.from({ length: 12 }, (_, i) => ({
    path: `${i}.png`,
    features: {
      keypoints: [],
      descriptors: ndarray(Float32Array.from({ length: 150 * 16 }, draw), [150, 16]),
    },
  }));
const source = { name: 'sift', options: {} };

describe('learnVocabularyInWorkers', () => {
  it.each([
    ['bytes', () => random.integer(0, 255)],
    ['fractions', () => random.normal()],
  ])('learns the same words from %s in any number of threads, and in this one', async (_, draw) => {
    const { learnVocabulary, learnVocabularyInWorkers } = await builtExtract();
    const described = images(draw);
    const options = { words: 90, seed: 1, maxIterations: 6, source };
    const expected = learnVocabulary(described, options).state();
    expect((expected.config.training as { algorithm: string }).algorithm).toBe('k-means');
    for (const workers of [0, 1, 2, 3])
      expect((await learnVocabularyInWorkers(described, { ...options, workers })).state()).toEqual(expected);
  });

  it('learns a tree where depth says so, with document frequencies', async () => {
    const { learnVocabularyInWorkers } = await builtExtract();
    const options = { branching: 4, depth: 3, maxIterations: 5, source, workers: 1 };
    const tree = await learnVocabularyInWorkers(images(random.normal.bind(random, 0, 1)), options);
    expect(tree.words).toBeGreaterThan(50);
    expect(tree.words).toBeLessThanOrEqual(64);
    expect(tree.documents).toBe(12);
    expect(tree.idf).toHaveLength(tree.words);
  });
});
