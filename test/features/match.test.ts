import { describe, expect, it } from 'vitest';
import { stack } from '../../src/core/ndarray.js';
import { matchDescriptors } from '../../src/features/match.js';

const train = stack([
  [0, 0],
  [10, 0],
  [10, 1],
]);

describe('matchDescriptors', () => {
  it('gives the nearest row and its distance where the second is much farther', () => {
    expect(
      matchDescriptors(
        stack([
          [3, 4],
          [1, 0],
        ]),
        train,
      ),
    ).toEqual([
      { query: 0, train: 0, distance: 5 },
      { query: 1, train: 0, distance: 1 },
    ]);
  });

  it('drops what two rows resemble alike', () => {
    expect(matchDescriptors(stack([[10, 0.5]]), train)).toEqual([]);
    expect(matchDescriptors(stack([[10, 0.4]]), train, { ratio: 0.6 })).toEqual([]);
    expect(matchDescriptors(stack([[10, 0.4]]), train, { ratio: 0.7 })).toMatchObject([{ train: 1 }]);
  });

  it('accepts the only row there is, and finds nothing in nothing', () => {
    expect(matchDescriptors(stack([[5, 5]]), stack([[1, 2]]))).toEqual([{ query: 0, train: 0, distance: 5 }]);
    const none = { data: new Float32Array(0), shape: [0, 2] };
    expect(matchDescriptors(none, train)).toEqual([]);
    expect(matchDescriptors(train, none)).toEqual([]);
  });

  it('finds the same as trying all distances, on rows longer than its steps', () => {
    const rows = (seed: number, count: number) =>
      stack(
        Array.from({ length: count }, (_, i) =>
          Array.from({ length: 37 }, (_, k) => (seed * (i + 3) * (k + 7) ** 2) % 101),
        ),
      );
    const [a, b] = [rows(17, 20), rows(29, 30)];
    const distance = (i: number, j: number) =>
      Math.hypot(...Array.from({ length: 37 }, (_, k) => a.data[i * 37 + k]! - b.data[j * 37 + k]!));
    const expected = Array.from({ length: 20 }, (_, i) => {
      const order = Array.from({ length: 30 }, (_, j) => j).sort((p, q) => distance(i, p) - distance(i, q));
      return { i, order };
    }).filter(({ i, order }) => distance(i, order[0]!) < 0.95 * distance(i, order[1]!));
    const ours = matchDescriptors(a, b, { ratio: 0.95 });
    expect(expected.length).toBeGreaterThan(2);
    expect(ours.map(({ query, train }) => [query, train])).toEqual(
      expected.map(({ i, order }) => [i, order[0]]),
    );
  });

  it('refuses descriptors of different lengths and ratios above 1', () => {
    expect(() => matchDescriptors(stack([[1, 2, 3]]), train)).toThrow(/\[1, 3\] and \[3, 2\]/);
    expect(() => matchDescriptors(train, train, { ratio: 1.2 })).toThrow(/ratio/);
  });
});
