import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../src/bow/index.js';
import { ndarray, stack } from '../../src/core/ndarray.js';

const cross = new Vocabulary({
  centroids: stack([
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
    [5, 5],
  ]),
  source: { name: 'sift', options: { contrastThreshold: 0.04, edgeThreshold: 10 } },
});

describe('Vocabulary.assign', () => {
  it('gives each descriptor its nearest word', () => {
    const descriptors = stack([
      [1, 1],
      [9, 2],
      [2, 9],
      [11, 12],
      [4, 6],
    ]);
    expect([...cross.assign(descriptors)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('gives a tie to the lower word', () => {
    expect([...cross.assign(stack([[10, 5]]))]).toEqual([1]);
    const twins = new Vocabulary({ centroids: stack([[3], [1], [1], [1], [1], [1]]) });
    expect([...twins.assign(stack([[0.7]]))]).toEqual([1]);
  });

  it('agrees with a plain search for any number of words and any length', () => {
    const rows = (count: number, length: number) =>
      fc.array(
        fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: length, maxLength: length }),
        {
          minLength: count,
          maxLength: count,
        },
      );
    const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }));
    fc.assert(
      fc.property(
        sizes.chain(([words, length]) => fc.tuple(rows(words, length), rows(3, length))),
        ([words, descriptors]) => {
          const found = new Vocabulary({ centroids: stack(words) }).assign(stack(descriptors));
          descriptors.forEach((descriptor, i) => {
            const distances = words.map((word) =>
              word.reduce((sum, c, j) => sum + (descriptor[j]! - c) ** 2, 0),
            );
            expect(found[i]).toBe(distances.indexOf(Math.min(...distances)));
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives no words for no descriptors', () => {
    expect(cross.assign(ndarray(new Float32Array(0), [0, 2]))).toHaveLength(0);
    expect(cross.assign(ndarray(new Float32Array(0), [0, 0]))).toHaveLength(0);
  });

  it('refuses descriptors of another length, and NaN, by name', () => {
    expect(() => cross.assign(stack([[1, 2, 3]]))).toThrow(
      expect.objectContaining({ code: 'MISMATCH', message: expect.stringContaining('2 numbers (sift)') }),
    );
    expect(() =>
      cross.assign(
        stack([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('descriptor 1') }),
    );
  });
});

describe('Vocabulary.expectSource', () => {
  it('takes its own source, in whatever order the options come', () => {
    expect(() =>
      cross.expectSource({ name: 'sift', options: { edgeThreshold: 10, contrastThreshold: 0.04 } }),
    ).not.toThrow();
  });

  it('refuses another feature or another option, naming both', () => {
    for (const source of [
      { name: 'rootsift', options: { contrastThreshold: 0.04, edgeThreshold: 10 } },
      { name: 'sift', options: { contrastThreshold: 0.03, edgeThreshold: 10 } },
    ])
      expect(() => cross.expectSource(source)).toThrow(
        expect.objectContaining({
          code: 'MISMATCH',
          message: expect.stringMatching(
            new RegExp(`sift \\(contrastThreshold 0.04.*${source.name} \\(contrastThreshold`),
          ),
        }),
      );
  });
});

describe('Vocabulary.withIdf', () => {
  const idf = cross.withIdf([
    [1, 0, 2, 0, 1],
    [3, 0, 0, 0, 1],
    [1, 0, 0, 5, 1],
  ]);

  it('learns log(N / df), 0 for a word of every image and for a word of none', () => {
    expect([...idf.documentFrequencies!]).toEqual([3, 0, 1, 1, 3]);
    expect([...idf.idf!]).toEqual([0, 0, Math.log(3), Math.log(3), 0]);
  });

  it('leaves the vocabulary it was asked of unchanged', () => {
    expect(cross.idf).toBeUndefined();
    expect(idf.fingerprint).toBe(cross.fingerprint);
  });

  it('refuses histograms of another length, naming the image', () => {
    expect(() => cross.withIdf([[1, 2, 3, 4, 5], [1]])).toThrow(
      expect.objectContaining({ code: 'BAD_SHAPE', message: expect.stringContaining('image 1') }),
    );
  });
});

describe('Vocabulary.state', () => {
  it('brings back equal words, source and idf, its settings through JSON', () => {
    const before = cross.withIdf([
      [1, 0, 2, 0, 1],
      [0, 0, 1, 0, 1],
    ]);
    const state = before.state();
    const after = Vocabulary.restore({
      config: JSON.parse(JSON.stringify(state.config)),
      tensors: state.tensors,
    });
    expect(after.fingerprint).toBe(before.fingerprint);
    expect(after.idf).toEqual(before.idf);
    expect(after.source).toEqual(before.source);
    expect(after.state()).toEqual(state);
  });

  it('gives another fingerprint when one bit of a centroid differs', () => {
    const data = cross.centroids.data.slice();
    data[3] = Math.fround(1e-30);
    expect(new Vocabulary({ centroids: ndarray(data, [5, 2]) }).fingerprint).not.toBe(cross.fingerprint);
  });

  it('refuses the state of something else', () => {
    const state = cross.state();
    expect(() => Vocabulary.restore({ config: state.config, tensors: {} })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
    expect(() => Vocabulary.restore({ config: {}, tensors: state.tensors })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });
});
