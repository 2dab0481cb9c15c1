import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeWords, spatialPyramid } from '../../src/bow/index.js';
import { stack } from '../../src/core/ndarray.js';
import { expectAllClose, golden, vocabularyOf } from './helpers/encodings-golden.js';

const { centroids, image, positions, pyramid } = golden.words;
const vocabulary = vocabularyOf(stack(centroids));
const described = { descriptors: stack(image), positions: Float32Array.from(positions.flat()) };

describe('spatialPyramid', () => {
  it.each(['none', 'l1-sqrt', 'l2'] as const)("has NumPy's weighted histograms, norm %s", (norm) => {
    expectAllClose(spatialPyramid(vocabulary, described, { norm }), pyramid[norm], 1e-6);
  });

  it('is spelt out for two words in two levels', () => {
    const two = vocabularyOf(stack([[0], [10]]));
    const corners = {
      descriptors: stack([[0], [10], [9]]),
      // Top left, top right, and the very edge of the bottom right.
      positions: Float32Array.of(0.1, 0.1, 0.5, 0.49, 1, 1),
    };
    const found = spatialPyramid(two, corners, { levels: 2, norm: 'none' });
    expect([...found]).toEqual([0.5, 1, 0.5, 0, 0, 0.5, 0, 0, 0, 0.5]);
  });

  it('of one level is a plain bag of words, whatever its options', () => {
    const learnt = vocabulary.withIdf([
      [1, 1, 1, 0, 1, 1],
      [0, 1, 0, 2, 1, 1],
    ]);
    const options = fc.record({
      norm: fc.constantFrom('none', 'l1', 'l2', 'l1-sqrt' as const),
      weighting: fc.constantFrom('tf', 'tf-idf' as const),
      softNeighbours: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(options, (given) => {
        const typed = given as Parameters<typeof encodeWords>[2];
        expect(spatialPyramid(learnt, described, { levels: 1, ...typed })).toEqual(
          encodeWords(learnt, described.descriptors, typed),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('counts every descriptor once a level', () => {
    const found = spatialPyramid(vocabulary, described, { levels: 4, norm: 'none' });
    const sums = [1, 4, 16, 64].map((cells, level) => {
      const from = ((4 ** level - 1) / 3) * 6;
      return found.subarray(from, from + cells * 6).reduce((sum, value) => sum + value, 0);
    });
    expectAllClose(sums, [40 / 8, 40 / 8, 40 / 4, 40 / 2], 1e-5);
  });

  it('refuses descriptors of which nobody said where they lie, or of too few', () => {
    expect(() => spatialPyramid(vocabulary, { descriptors: described.descriptors })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('keypoints and sizes') }),
    );
    expect(() => spatialPyramid(vocabulary, { ...described, positions: new Float32Array(4) })).toThrow(
      /40 positions.*received 2/,
    );
  });
});
