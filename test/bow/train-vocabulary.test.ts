import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  sampleDescriptors,
  type TrainVocabularyOptions,
  trainVocabulary,
  Vocabulary,
} from '../../src/bow/index.js';
import { lloyd } from '../../src/bow/lloyd.js';
import { seedCentroids } from '../../src/bow/seed-centroids.js';
import { ndarray, row, stack } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';

const golden = JSON.parse(readFileSync(new URL('../goldens/bow/kmeans.json', import.meta.url), 'utf8')) as {
  points: number[][];
  start: number[][];
  cases: { maxIterations: number; centroids: number[][]; inertia: number }[];
};

/** `count` points around each of four corners of a square of side 10. */
function corners(count: number, seed = 3) {
  const random = new Random(seed);
  const rows: number[][] = [];
  for (const [x, y] of [
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
  ] as const)
    for (let i = 0; i < count; i++) rows.push([random.normal(x, 0.3), random.normal(y, 0.3)]);
  return stack(rows);
}

describe('lloyd', () => {
  it.each(golden.cases)('agrees with scikit-learn after at most $maxIterations iterations', (expected) => {
    const result = lloyd(stack(golden.points), stack(golden.start), expected);
    result.centroids.data.forEach((value, i) => {
      expect(value).toBeCloseTo(expected.centroids.flat()[i]!, 5);
    });
    expect(result.inertia / expected.inertia).toBeCloseTo(1, 5);
    expect(result.converged).toBe(expected.maxIterations === 300);
  });

  it('moves a word that no descriptor chooses onto the farthest descriptor, and goes on', () => {
    const points = stack([[0], [1], [2], [100], [101], [200]]);
    const result = lloyd(points, stack([[1], [100], [5000]]), { maxIterations: 20 });
    expect([...result.centroids.data].sort((a, b) => a - b)).toEqual([1, 100.5, 200]);
    expect(result).toMatchObject({ converged: true, inertia: 2.5 });
  });

  it('moves several such words to different places', () => {
    const points = stack([[0], [0], [10], [10], [30], [31]]);
    const result = lloyd(points, stack([[12], [900], [901], [902]]), { maxIterations: 30 });
    expect([...result.centroids.data].sort((a, b) => a - b)).toEqual([0, 10, 30, 31]);
    expect(result.converged).toBe(true);
  });

  it('says that it has not converged when the iterations run out', () => {
    const result = lloyd(corners(30), stack([[0], [1], [2], [3]].map(([x]) => [x!, 5])), {
      maxIterations: 1,
    });
    expect(result).toMatchObject({ converged: false, iterations: 1 });
  });
});

describe('seedCentroids', () => {
  it('never chooses two equal descriptors', () => {
    const points = stack(Array.from({ length: 40 }, (_, i) => [i % 5, (i % 5) * 2]));
    for (let seed = 0; seed < 20; seed++) {
      const chosen = seedCentroids(points, { words: 5, seed });
      expect(new Set(Array.from({ length: 5 }, (_, i) => row(chosen, i)[0])).size).toBe(5);
    }
  });

  it('prefers the far: of two near points and one far one, two words nearly always take the far one', () => {
    const points = stack([[0], [0.01], [100]]);
    for (let seed = 0; seed < 20; seed++)
      expect([...seedCentroids(points, { words: 2, seed }).data]).toContain(100);
  });
});

describe('trainVocabulary', () => {
  it('finds the four corners of a square', () => {
    const vocabulary = trainVocabulary(corners(50), { words: 4, seed: 1 });
    const found = Array.from({ length: 4 }, (_, i) =>
      [...row(vocabulary.centroids, i)].map((value) => Math.round(value)).join(),
    );
    expect(found.sort()).toEqual(['0,0', '0,10', '10,0', '10,10']);
    expect(vocabulary.training).toMatchObject({ descriptors: 200, seed: 1, converged: true });
    expect(vocabulary.training!.inertia).toBeGreaterThan(20);
    expect(vocabulary.training!.inertia).toBeLessThan(60);
  });

  it('takes ml-kmeans for few, our own k-means beyond, and what one asks for', () => {
    const points = corners(1200);
    const algorithm = (options: TrainVocabularyOptions) =>
      trainVocabulary(points, options).training!.algorithm;
    expect(algorithm({ words: 4 })).toBe('ml-kmeans');
    expect(algorithm({ words: 40 })).toBe('k-means');
    expect(algorithm({ words: 4, algorithm: 'k-means' })).toBe('k-means');
    expect(algorithm({ words: 4, algorithm: 'mini-batch' })).toBe('mini-batch');
  });

  it('comes to the same words by each algorithm where there is no doubt', () => {
    const words = (algorithm: 'ml-kmeans' | 'k-means' | 'mini-batch') => {
      const { centroids } = trainVocabulary(corners(400), { words: 4, seed: 2, algorithm });
      return Array.from({ length: 4 }, (_, i) => [...row(centroids, i)].map(Math.round).join()).sort();
    };
    for (const algorithm of ['ml-kmeans', 'k-means', 'mini-batch'] as const)
      expect(words(algorithm)).toEqual(['0,0', '0,10', '10,0', '10,10']);
  });

  it('says of what it was made and how well it fits', () => {
    const points = corners(50);
    const { training } = trainVocabulary(points, { words: 4, seed: 1 });
    expect(training!.distortion).toBe(training!.inertia / 200);
    expect(training!.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const others = stack([...Array.from({ length: 199 }, (_, i) => row(points, i)), [1, 1]]);
    expect(trainVocabulary(others, { words: 4 }).training!.fingerprint).not.toBe(training!.fingerprint);
  });

  it('refuses more than 65,536 words, and NaN whatever the algorithm', () => {
    expect(() => trainVocabulary(corners(5), { words: 65_537 })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
    for (const algorithm of ['ml-kmeans', 'k-means', 'mini-batch'] as const)
      expect(() => trainVocabulary(stack([[1], [Number.NaN], [3]]), { words: 2, algorithm })).toThrow(
        expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('row 1, column 0') }),
      );
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    const points = stack(golden.points);
    const first = trainVocabulary(points, { words: 20, seed: 5 });
    expect(trainVocabulary(points, { words: 20, seed: 5 }).fingerprint).toBe(first.fingerprint);
    expect(trainVocabulary(points, { words: 20, seed: 6 }).fingerprint).not.toBe(first.fingerprint);
  });

  it('carries how it was trained and of what through its state', () => {
    const source = { name: 'rootsift', options: { contrastThreshold: 0.04 } };
    const vocabulary = trainVocabulary(corners(10), { words: 3, source });
    const back = Vocabulary.restore(vocabulary.state());
    expect(back.training).toEqual(vocabulary.training);
    expect(back.source).toEqual(source);
  });

  it('refuses more words than different descriptors, and says how many there are', () => {
    const points = stack(Array.from({ length: 100 }, (_, i) => [i % 7]));
    expect(trainVocabulary(points, { words: 7 }).training).toMatchObject({ inertia: 0, converged: true });
    expect(() => trainVocabulary(points, { words: 8 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('Use at most 7 words') }),
    );
    expect(() => trainVocabulary(ndarray(new Float32Array(0), [0, 128]), { words: 8 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });

  it('refuses NaN, naming row and column', () => {
    expect(() =>
      trainVocabulary(
        stack([
          [1, 2],
          [3, Number.NaN],
        ]),
        { words: 2 },
      ),
    ).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('row 1, column 1') }),
    );
  });
});

describe('sampleDescriptors', () => {
  const empty = ndarray(new Float32Array(0), [0, 0]);
  const lists = [stack([[0], [1]]), empty, stack([[2], [3], [4]]), empty];

  it('takes all, in order, when there are no more than asked for', () => {
    expect(sampleDescriptors(lists, { count: 9, seed: 1 })).toEqual(stack([[0], [1], [2], [3], [4]]));
  });

  it('draws different ones, the same for the same seed', () => {
    const first = sampleDescriptors(lists, { count: 3, seed: 4 });
    expect(first.shape).toEqual([3, 1]);
    expect(new Set(first.data).size).toBe(3);
    expect(sampleDescriptors(lists, { count: 3, seed: 4 })).toEqual(first);
  });

  it('draws every descriptor about equally often', () => {
    const counts = new Float64Array(5);
    for (let seed = 0; seed < 2000; seed++)
      for (const value of sampleDescriptors(lists, { count: 2, seed }).data) counts[value]!++;
    for (const count of counts) expect(Math.abs(count - 800)).toBeLessThan(90);
  });

  it('gives none from images without descriptors', () => {
    expect(sampleDescriptors([empty, empty], { count: 3, seed: 1 }).shape).toEqual([0, 0]);
    expect(sampleDescriptors([], { count: 3, seed: 1 }).shape).toEqual([0, 0]);
  });

  it('refuses descriptors of different lengths, naming the image', () => {
    expect(() => sampleDescriptors([stack([[1]]), stack([[1, 2]])], { count: 1, seed: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_SHAPE', message: expect.stringContaining('image 1') }),
    );
  });
});
