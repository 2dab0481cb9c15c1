import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';

const numbers = (random: Random, n: number) => Array.from({ length: n }, () => random.uniform());

describe('Random', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(numbers(new Random(7), 20)).toEqual(numbers(new Random(7), 20));
    expect(numbers(new Random(7), 20)).not.toEqual(numbers(new Random(8), 20));
  });

  it('forks streams that depend on the label and not on what was drawn before', () => {
    const [fresh, used] = [new Random(1), new Random(1)];
    numbers(used, 100);
    expect(numbers(used.fork('digits/3'), 5)).toEqual(numbers(fresh.fork('digits/3'), 5));
    expect(numbers(fresh.fork('digits/4'), 5)).not.toEqual(numbers(fresh.fork('digits/3'), 5));
  });

  it('draws normal numbers of the asked mean and deviation', () => {
    const random = new Random(3);
    const drawn = Array.from({ length: 20000 }, () => random.normal(5, 2));
    const mean = drawn.reduce((sum, v) => sum + v) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, v) => sum + (v - mean) ** 2, 0) / drawn.length);
    expect(mean).toBeCloseTo(5, 1);
    expect(deviation).toBeCloseTo(2, 1);
  });

  it('shuffles into a permutation, every order about equally often', () => {
    const random = new Random(5);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const key = random.shuffle([1, 2, 3]).join('');
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['123', '132', '213', '231', '312', '321']);
    for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(150);
  });

  it('samples different indices in ascending order, all of them when asked for more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer(),
        (total, count, seed) => {
          const drawn = [...new Random(seed).sample(total, count)];
          expect(drawn).toHaveLength(Math.min(total, count));
          expect(new Set(drawn).size).toBe(drawn.length);
          expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
          expect(drawn.every((i) => i >= 0 && i < total)).toBe(true);
        },
      ),
    );
  });
});
