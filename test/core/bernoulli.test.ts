import { describe, expect, it } from 'vitest';
import { fillBernoulli } from '../../src/core/bernoulli.js';
import { Random } from '../../src/core/random.js';

const filled = (length: number, probability: number, seed = 1) => {
  const values = new Float32Array(length);
  fillBernoulli(values, new Random(seed), { probability, zero: -1, one: 2 });
  return values;
};

const countOf = (values: Float32Array, value: number) => values.filter((each) => each === value).length;

describe('fillBernoulli', () => {
  it('gives as many of each as the probability says, within five standard deviations', () => {
    for (const probability of [0.05, 0.5, 0.9]) {
      const count = 1_000_000;
      const bound = 5 * Math.sqrt(count * probability * (1 - probability));
      const drops = countOf(filled(count, probability), -1);
      expect(Math.abs(drops - count * probability)).toBeLessThan(bound);
    }
  });

  it('draws neighbours, and numbers of one word, independently of each other', () => {
    const values = filled(1_000_000, 0.5);
    for (const distance of [1, 2, 3, 64]) {
      let equal = 0;
      for (let i = distance; i < values.length; i++) equal += Number(values[i] === values[i - distance]);
      expect(Math.abs(equal - values.length / 2)).toBeLessThan(5 * Math.sqrt(values.length / 4));
    }
  });

  it('fills an odd length, nothing at 0, everything at 1', () => {
    expect([...filled(7, 0)]).toEqual(new Array(7).fill(2));
    expect([...filled(7, 1)]).toEqual(new Array(7).fill(-1));
  });

  it('repeats itself for a seed, and only for it', () => {
    expect(filled(100, 0.5)).toEqual(filled(100, 0.5));
    expect(filled(100, 0.5)).not.toEqual(filled(100, 0.5, 2));
  });
});
