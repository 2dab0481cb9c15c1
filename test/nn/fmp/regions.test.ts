import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { fmpSizes } from '../../../src/nn/fmp/fmp-sizes.js';
import { type RegionOptions, regions } from '../../../src/nn/fmp/regions.js';

/** A stream whose next number is known. */
const drawing = (u: number) => ({ uniform: () => u }) as unknown as Random;

const pairs = (bounds: Int32Array) =>
  Array.from({ length: bounds.length / 2 }, (_, i) => [bounds[2 * i]!, bounds[2 * i + 1]!] as const);

/** Lengths, counts and ways that go together. */
const anyOptions = fc
  .record({
    count: fc.integer({ min: 2, max: 40 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    sequence: fc.constantFrom('random', 'pseudorandom'),
    overlapping: fc.boolean(),
    seed: fc.nat(),
  })
  .map(({ count, part, sequence, overlapping, seed }) => {
    // Steps of 1 and 2 add up to the length, or to one less where regions overlap.
    const total = count + Math.floor(part * count);
    return {
      options: { length: overlapping ? total + 1 : total, count, sequence, overlapping } as RegionOptions,
      seed,
    };
  })
  .filter(({ options: { length, count } }) => length <= 2 * count);

describe('regions of fractional pooling', () => {
  it('are those of the worked example', () => {
    const options = { length: 7, count: 5, sequence: 'pseudorandom', overlapping: false } as const;
    expect(pairs(regions(options, drawing(0.3)))).toEqual([
      [0, 0],
      [1, 2],
      [3, 3],
      [4, 5],
      [6, 6],
    ]);
  });

  it('of ratio 2 are pairs side by side', () => {
    for (const sequence of ['random', 'pseudorandom'] as const)
      expect(pairs(regions({ length: 6, count: 3, sequence, overlapping: false }, new Random(1)))).toEqual([
        [0, 1],
        [2, 3],
        [4, 5],
      ]);
  });

  it('cover the axis, in steps of one and two pixels, whatever the seed', () =>
    fc.assert(
      fc.property(anyOptions, ({ options, seed }) => {
        const found = pairs(regions(options, new Random(seed)));
        expect(found).toHaveLength(options.count);
        expect(found[0]![0]).toBe(0);
        expect(found.at(-1)![1]).toBe(options.length - 1);
        for (const [i, [first, last]] of found.entries()) {
          const width = last - first + (options.overlapping ? 0 : 1);
          expect([1, 2]).toContain(width);
          if (i > 0) expect(first).toBe(found[i - 1]![1] + (options.overlapping ? 0 : 1));
        }
      }),
    ));

  it('by the author are two pixels wide, from the first to the last', () => {
    const options = {
      length: 25,
      count: 17,
      sequence: 'pseudorandom',
      overlapping: true,
      form: 'author',
    } as const;
    for (let seed = 0; seed < 50; seed++) {
      const found = pairs(regions(options, new Random(seed)));
      expect(found.every(([first, last]) => last - first === 1)).toBe(true);
      expect([found[0]![0], found.at(-1)![1]]).toEqual([0, 24]);
      for (let i = 1; i < found.length; i++) expect([1, 2]).toContain(found[i]![0] - found[i - 1]![0]);
    }
  });

  it('that are random put their wide steps everywhere alike, pseudorandom ones at even distances', () => {
    const draws = 4000;
    const counts = (sequence: 'random' | 'pseudorandom') => {
      const wide = new Array<number>(10).fill(0);
      let runs = 0;
      for (let seed = 0; seed < draws; seed++) {
        const found = pairs(
          regions({ length: 15, count: 10, sequence, overlapping: false }, new Random(seed)),
        );
        const isWide = found.map(([first, last]) => last > first);
        for (const [i, each] of isWide.entries()) if (each) wide[i]!++;
        if (isWide.some((each, i) => each && isWide[i + 1])) runs++;
      }
      return { shares: wide.map((count) => count / draws), runs: runs / draws };
    };
    const random = counts('random');
    // Half of the steps are wide; 0.03 is about four standard deviations.
    for (const share of random.shares) expect(Math.abs(share - 0.5)).toBeLessThan(0.035);
    expect(random.runs).toBeGreaterThan(0.9);
    expect(counts('pseudorandom').runs).toBe(0);
  });

  it('are refused outside ratios of 1 to 2, saying what to do instead', () => {
    for (const count of [3, 11])
      expect(() =>
        regions({ length: 10, count, sequence: 'random', overlapping: true }, new Random(1)),
      ).toThrow(
        expect.objectContaining({
          code: 'BAD_OPTION',
          message: expect.stringContaining('ordinary max pooling'),
        }),
      );
  });
});

describe('sizes of a network of fractional poolings', () => {
  it("are the paper's, computed backwards", () => {
    expect(fmpSizes(6, Math.SQRT2)).toEqual({ input: 36, pooled: [25, 17, 11, 7, 4, 2] });
    const cifar = fmpSizes(12, Math.cbrt(2));
    expect(cifar.input).toBe(94);
    expect(cifar.pooled).toEqual([74, 58, 45, 35, 27, 21, 16, 12, 9, 6, 4, 2]);
  });

  it('are refused where a ratio cannot be', () => {
    for (const ratio of [1, 2.1, 1.01])
      expect(() => fmpSizes(3, ratio)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});
