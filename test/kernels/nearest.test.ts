import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWordsInFloat64 } from '../../src/bow/nearest-word.js';
import { Random } from '../../src/core/random.js';
import { nearestTwoInFloat64 } from '../../src/features/match.js';
import { withKernels } from '../../src/kernels/kernels.js';
import { nearestTwo } from '../../src/kernels/nearest.js';

function expectSame(x: Float32Array, rows: Float32Array, length: number): void {
  const ours = nearestTwo(x, rows, length)!;
  const shaped = (data: Float32Array) => ({ data, shape: [data.length / length, length] });
  expect(ours).toEqual(nearestTwoInFloat64(shaped(x), shaped(rows)));
  const words = nearestWordsInFloat64({ descriptors: x, centroids: rows, length });
  expect(ours.indices).toEqual(words.words);
  expect(ours.first).toEqual(words.distances);
}

const random = new Random(11);
const numbers = (count: number, draw: () => number) => Float32Array.from({ length: count }, draw);

/** Kinds of numbers: the title and how to draw one. */
const kinds = [
  ['of any size', () => random.normal()],
  ['whole, from 0 to 3, full of ties', () => random.integer(0, 3)],
  ['whole, from 0 to 255', () => random.integer(0, 255)],
  [
    'close together and far from 0, where float32 cannot tell them apart',
    () => 1000 + random.uniform() / 1000,
  ],
  ['tiny', () => 1e-30 * random.normal()],
  ['huge', () => 1e16 * random.normal()],
  ['zero', () => 0],
] as const;

describe.each(kinds)('the nearest two rows of numbers %s', (_, draw) => {
  it('are those of measuring every row in float64, with the same distances', () => {
    for (const length of [1, 2, 3, 7, 8, 31, 128])
      for (const [vectors, rows] of [
        [1, 1],
        [3, 2],
        [5, 7],
        [33, 8],
        [34, 41],
        [70, 100],
      ] as const)
        expectSame(numbers(vectors * length, draw), numbers(rows * length, draw), length);
  });
});

describe('the nearest two rows of vectors of whole numbers', () => {
  const fraction = () => random.uniform(0, 255);
  const whole = () => random.integer(0, 255);

  it('among rows of fractions, as descriptors among centroids', () => {
    for (const length of [1, 2, 9, 64, 128])
      expectSame(numbers(70 * length, whole), numbers(300 * length, fraction), length);
  });

  it('among rows that differ by less than their rounding', () => {
    const near = () => 128 + random.integer(-9, 9) / 5000;
    for (const length of [3, 128])
      expectSame(numbers(40 * length, whole), numbers(100 * length, near), length);
  });

  it('as large and as long as the sums can be', () => {
    expectSame(
      new Float32Array(512).fill(255),
      numbers(5 * 512, () => 255 - random.integer(0, 1) / 64),
      512,
    );
    const signed = () => random.integer(0, 1) * 64_000 - 32_000;
    expectSame(numbers(8 * 4, signed), numbers(9 * 4, signed), 4);
    expectSame(numbers(8 * 4000, whole), numbers(9 * 4000, whole), 4000);
    expectSame(
      numbers(8 * 4, () => 40_000 + whole()),
      numbers(9 * 4, () => 40_000 + whole()),
      4,
    );
  });

  it('of which some later have fractions', () => {
    const x = numbers(100 * 6, whole);
    for (let i = 40 * 6; i < x.length; i += 50) x[i]! += 0.5;
    expectSame(x, numbers(50 * 6, fraction), 6);
  });

  it('among rows of zeros, and rows far smaller or larger than the vectors', () => {
    expectSame(numbers(9 * 5, whole), new Float32Array(3 * 5), 5);
    expectSame(
      numbers(9 * 5, whole),
      numbers(12 * 5, () => 1e-20 * random.normal()),
      5,
    );
    expectSame(
      numbers(9 * 5, whole),
      numbers(12 * 5, () => 1e9 * random.normal()),
      5,
    );
  });
});

describe('near ties', () => {
  it('go to the row that float64 finds nearer, however little', () => {
    const length = 16;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 2 ** 30 }),
        fc.constantFrom(1, 100, 1e6),
        (rows, seed, scale) => {
          // Rows all around a vector at the same distance but for the last bits of their numbers.
          const source = new Random(seed);
          const x = Float32Array.from({ length }, () => scale * source.normal());
          const offset = Float32Array.from({ length }, () => scale * source.normal());
          const data = Float32Array.from({ length: rows * length }, (_, i) => {
            const sign = source.integer(0, 1) * 2 - 1;
            return x[i % length]! + sign * offset[i % length]! * (1 + source.integer(-1, 1) * 2 ** -22);
          });
          expectSame(x, data, length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that are exact go to the first', () => {
    const rows = Float32Array.of(5, 5, 1, 2, 1, 2, 1, 2, 9, 9);
    expect(nearestTwo(Float32Array.of(1, 2.5), rows, 2)).toEqual({
      indices: Int32Array.of(1),
      first: Float64Array.of(0.25),
      second: Float64Array.of(0.25),
    });
  });
});

describe('the kernel of the nearest two', () => {
  it('leaves NaN, infinity, the immense and the empty to the reference', () => {
    const rows = Float32Array.of(1, 2, 3, 4);
    for (const bad of [Number.NaN, Infinity, -Infinity, 1e30]) {
      expect(nearestTwo(Float32Array.of(0, 0, bad, 0), rows, 2)).toBeUndefined();
      expect(nearestTwo(rows, Float32Array.of(0, bad), 2)).toBeUndefined();
    }
    expect(nearestTwo(new Float32Array(0), rows, 2)).toBeUndefined();
    expect(nearestTwo(rows, new Float32Array(0), 2)).toBeUndefined();
    expect(nearestTwo(new Float32Array(0), new Float32Array(0), 0)).toBeUndefined();
  });

  it('gives its memory back', () => {
    const free = () => withKernels((_, arena) => arena.allocate(1));
    const before = free();
    nearestTwo(
      numbers(1000, () => 1),
      numbers(500, () => 2),
      10,
    );
    expect(free()).toBe(before);
  });
});
