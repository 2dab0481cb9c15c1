import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignWords } from '../../src/bow/assign-words.js';
import { encodeWords, Vocabulary } from '../../src/bow/index.js';
import { nearestSeveral, squaredDistancesInOrder } from '../../src/bow/nearest-several.js';
import { stack } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { squaredDistanceKernel } from '../../src/kernels/row-pairs.js';
import { expectAllClose, golden, vocabularyOf } from './helpers/encodings-golden.js';

const { centroids, image, soft } = golden.words;

describe('soft assignment', () => {
  it("has NumPy's histogram of the nearest words with Gaussian weights", () => {
    const vocabulary = vocabularyOf(stack(centroids), 2 * soft.sigma);
    const options = { softNeighbours: soft.neighbours, softSigma: 0.5, norm: 'none' } as const;
    expectAllClose(encodeWords(vocabulary, stack(image), options), soft.histogram, 1e-5);
  });

  it('is spelt out for three words', () => {
    const vocabulary = vocabularyOf(stack([[0], [3], [100]]));
    const { words, shares } = assignWords(vocabulary, stack([[1]]), { softNeighbours: 2, softSigma: 1 });
    const [near, far] = [Math.exp(-1 / 2), Math.exp(-4 / 2)];
    expect([...words]).toEqual([0, 1]);
    expectAllClose(shares, [near / (near + far), far / (near + far)], 1e-12);
  });

  it('is hard assignment with one neighbour, or next to no width', () => {
    const vocabulary = vocabularyOf(stack(centroids));
    const hard = encodeWords(vocabulary, stack(image), { norm: 'none' });
    expect(hard.reduce((sum, value) => sum + value, 0)).toBe(40);
    const narrow = { softNeighbours: 4, softSigma: 0.001, norm: 'none' } as const;
    expect(encodeWords(vocabulary, stack(image), narrow)).toEqual(hard);
  });

  it('shares a descriptor out whole, however far from all words it is', () => {
    const vocabulary = vocabularyOf(stack(centroids), 0.1);
    const { shares } = assignWords(vocabulary, stack([[1e6, 0, 0, 0, 0]]), {
      softNeighbours: 6,
      softSigma: 1,
    });
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('refuses more neighbours than words, and words whose usual distance nobody knows', () => {
    const options = { softNeighbours: 7, softSigma: 1 };
    expect(() => assignWords(vocabularyOf(stack(centroids)), stack(image), options)).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining('at most 6') }),
    );
    const given = new Vocabulary({ centroids: stack(centroids) });
    expect(() => assignWords(given, stack(image), { softNeighbours: 2, softSigma: 1 })).toThrow(
      expect.objectContaining({ code: 'NOT_FITTED' }),
    );
  });
});

describe('the nearest several words', () => {
  it('are those of sorting all distances, of equal ones the lower first', () => {
    const rows = (count: number) =>
      fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 2 }), {
        minLength: count,
        maxLength: count,
      });
    fc.assert(
      fc.property(rows(9), rows(5), fc.integer({ min: 1, max: 9 }), (words, descriptors, count) => {
        const [x, c] = [stack(descriptors).data, stack(words).data];
        const found = nearestSeveral({ descriptors: x, centroids: c, length: 2 }, { count });
        descriptors.forEach(([px, py], i) => {
          const all = words.map(([cx, cy], word) => ({
            word,
            distance: (px! - cx!) ** 2 + (py! - cy!) ** 2,
          }));
          const expected = all.sort((a, b) => a.distance - b.distance).slice(0, count);
          const at = [i * count, (i + 1) * count] as const;
          expect([...found.words.subarray(...at)]).toEqual(expected.map(({ word }) => word));
          expect([...found.distances.subarray(...at)]).toEqual(expected.map(({ distance }) => distance));
        });
      }),
      { numRuns: 50 },
    );
  });

  it('are measured by the kernel as without it, to the last bit', () => {
    const random = new Random(2);
    const draw = (count: number) => Float32Array.from({ length: count * 11 }, () => random.normal());
    const pairs = { a: draw(13), b: draw(7), length: 11 };
    expect(squaredDistanceKernel(pairs)).toEqual(squaredDistancesInOrder(pairs));
  });
});
