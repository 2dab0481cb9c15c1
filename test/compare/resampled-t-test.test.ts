import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedResampledTTest, studentTwoSided } from '../../src/compare/resampled-t-test.js';
import { verdictGoldens } from './helpers/verdict-goldens.js';

describe('the corrected resampled t-test', () => {
  it('is worked by hand for three rounds', () => {
    // Mean 0.02, s² = (0.01² + 0 + 0.01²) / 2 = 0.0001; t = 0.02 / √((1/3 + 1/2) · 0.0001) = 2.19089
    const found = correctedResampledTTest([0.01, 0.02, 0.03], { train: 100, test: 50 });
    expect(found.mean).toBeCloseTo(0.02, 14);
    expect(found.statistic).toBeCloseTo(0.02 / Math.sqrt((5 / 6) * 0.0001), 10);
    expect(found.degreesOfFreedom).toBe(2);
    // Student's t of 2 degrees has a closed form: p = 1 − t / √(t² + 2).
    const t = found.statistic;
    expect(found.pValue).toBeCloseTo(1 - t / Math.sqrt(t * t + 2), 12);
  });

  it('believes less than the ordinary test would, and less the smaller the training set', () => {
    const differences = [0.01, 0.03, 0.02, 0.01];
    const p = (train: number) => correctedResampledTTest(differences, { train, test: 100 }).pValue;
    expect(p(100)).toBeGreaterThan(p(900));
    expect(p(900)).toBeGreaterThan(p(1e12));
  });

  it('is certain where every round differs by the same amount, and finds nothing where none differs', () => {
    const sizes = { train: 90, test: 10 };
    expect(correctedResampledTTest([0, 0, 0], sizes)).toMatchObject({ statistic: 0, pValue: 1 });
    expect(correctedResampledTTest([0.1, 0.1, 0.1], sizes)).toMatchObject({
      statistic: Number.POSITIVE_INFINITY,
      pValue: 0,
    });
  });

  it('changes its sign with the order of the models, and nothing else', () => {
    const difference = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(difference, { minLength: 2, maxLength: 30 }), (differences) => {
        const sizes = { train: 80, test: 20 };
        const there = correctedResampledTTest(differences, sizes);
        const back = correctedResampledTTest(
          differences.map((value) => -value),
          sizes,
        );
        expect(back.statistic).toBeCloseTo(-there.statistic, 12);
        expect(back.pValue).toBe(there.pValue);
        expect(there.pValue).toBeGreaterThanOrEqual(0);
        expect(there.pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses a single round, what is not finite, and empty sides of a split', () => {
    const sizes = { train: 1, test: 1 };
    expect(() => correctedResampledTTest([0.1], sizes)).toThrow(/at least 2 rounds but received 1/);
    expect(() => correctedResampledTTest([0.1, Number.NaN], sizes)).toThrow(/finite differences/);
    expect(() => correctedResampledTTest([0.1, 0.2], { train: 0, test: 5 })).toThrow(/received 0 and 5/);
  });

  it.each(verdictGoldens.resampledTTest)('agrees with SciPy, case $#', (golden) => {
    const found = correctedResampledTTest(golden.differences, golden);
    expect(found.statistic / golden.statistic).toBeCloseTo(1, 10);
    expect(found.pValue / golden.pValue).toBeCloseTo(1, 10);
  });
});

describe("the tails of Student's t", () => {
  it('have their closed forms at 1 and 2 degrees of freedom, far out too', () => {
    for (const t of [0.001, 0.5, 1, 3, 20, 1e4]) {
      expect(studentTwoSided(t, 1) / ((2 / Math.PI) * Math.atan(1 / t))).toBeCloseTo(1, 12);
      const root = Math.sqrt(t * t + 2);
      expect(studentTwoSided(-t, 2) / (2 / (root * (root + t)))).toBeCloseTo(1, 12);
    }
  });
});
