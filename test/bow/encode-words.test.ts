import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeWords, Vocabulary } from '../../src/bow/index.js';
import { ndarray, stack } from '../../src/core/ndarray.js';

const vocabulary = new Vocabulary({ centroids: stack([[0], [10], [20]]) });
const image = stack([[1], [0], [19], [2], [21]]);

describe('encodeWords', () => {
  it('counts words', () => {
    expect([...encodeWords(vocabulary, image, { norm: 'none' })]).toEqual([3, 0, 2]);
  });

  it('normalises to sum 1, length 1, or the square root of sum 1', () => {
    const rounded = (norm: 'l1' | 'l2' | 'l1-sqrt') =>
      [...encodeWords(vocabulary, image, { norm })].map((value) => Number(value.toFixed(5)));
    expect(rounded('l1')).toEqual([0.6, 0, 0.4]);
    expect(rounded('l2')).toEqual([0.83205, 0, 0.5547]);
    expect(rounded('l1-sqrt')).toEqual([0.7746, 0, 0.63246]);
  });

  it('weighs words by log(N / df), so that a word of every image weighs nothing', () => {
    const learnt = vocabulary.withIdf([
      [1, 0, 0],
      [1, 2, 0],
      [1, 0, 3],
      [1, 1, 0],
    ]);
    const weighed = encodeWords(learnt, stack([[0], [10], [10], [20]]), {
      weighting: 'tf-idf',
      norm: 'none',
    });
    expect([...weighed]).toEqual([0, Math.fround(2 * Math.log(2)), Math.fround(Math.log(4))]);
  });

  it('gives zeros for an image without descriptors, or with only words of weight 0, in every norm', () => {
    const learnt = vocabulary.withIdf([[1, 0, 0]]);
    for (const norm of ['none', 'l1', 'l2', 'l1-sqrt'] as const) {
      expect([...encodeWords(vocabulary, ndarray(new Float32Array(0), [0, 1]), { norm })]).toEqual([0, 0, 0]);
      expect([...encodeWords(learnt, image, { weighting: 'tf-idf', norm })]).toEqual([0, 0, 0]);
    }
  });

  it('refuses tf-idf before the frequencies are learnt, saying how to learn them', () => {
    expect(() => encodeWords(vocabulary, image, { weighting: 'tf-idf' })).toThrow(
      expect.objectContaining({ code: 'NOT_FITTED', message: expect.stringContaining('withIdf') }),
    );
  });

  it('does not depend on the order of descriptors', () => {
    const values = fc.array(fc.double({ min: -5, max: 25, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (list) => {
        const forward = encodeWords(vocabulary, stack(list.map((value) => [value])));
        const backward = encodeWords(vocabulary, stack(list.map((value) => [value]).reverse()));
        expect(forward).toEqual(backward);
      }),
    );
  });
});
