import { describe, expect, it } from 'vitest';
import { vlad } from '../../src/bow/index.js';
import { row, stack } from '../../src/core/ndarray.js';
import { expectAllClose, golden, vocabularyOf } from './helpers/encodings-golden.js';

const { centroids, image, vlad: expected } = golden.words;
const vocabulary = vocabularyOf(stack(centroids));

describe('vlad', () => {
  it.each([
    ['raw', { power: 1, intraNorm: false, encodingNorm: 'none' }],
    ['intra', { power: 1, intraNorm: true }],
    ['rooted', { power: 0.5, intraNorm: false }],
  ] as const)("has NumPy's %s sums of residuals", (name, options) => {
    expectAllClose(vlad(vocabulary, stack(image), options), expected[name], 1e-6);
  });

  it('is spelt out for two words', () => {
    const two = vocabularyOf(
      stack([
        [0, 0],
        [10, 10],
      ]),
    );
    const descriptors = stack([
      [1, 2],
      [2, 2],
      [10, 6],
    ]);
    const sums = vlad(two, descriptors, { power: 1, intraNorm: false, encodingNorm: 'none' });
    expect([...sums]).toEqual([3, 4, 0, -4]);
    const intra = vlad(two, descriptors, { power: 1, intraNorm: true, encodingNorm: 'none' });
    expect([...intra]).toEqual([0.6, 0.8, 0, -1].map(Math.fround));
    const rooted = vlad(two, descriptors, { power: 0.5, intraNorm: false, encodingNorm: 'none' });
    expect([...rooted]).toEqual([Math.sqrt(3), 2, 0, -2].map(Math.fround));
  });

  it('gives every word that occurs the same say with intraNorm, however often it comes', () => {
    const bursty = stack([...image, ...Array(50).fill(image[0]!)]);
    const vector = vlad(vocabulary, bursty, { power: 1, intraNorm: true });
    const lengths = Array.from({ length: 6 }, (_, word) =>
      Math.hypot(...row({ data: vector, shape: [6, 5] }, word)),
    );
    const present = lengths.filter((length) => length > 0);
    expect(present.length).toBeGreaterThan(3);
    for (const length of present) expect(length).toBeCloseTo(1 / Math.sqrt(present.length), 6);
  });

  it('of the words themselves is zeros', () => {
    expect([...vlad(vocabulary, vocabulary.centroids)]).toEqual(Array(30).fill(0));
  });
});
