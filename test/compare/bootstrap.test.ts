import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapIntervals, quantile } from '../../src/compare/bootstrap.js';
import { accuracy, macroF1 } from '../../src/compare/metrics.js';
import { ndarray } from '../../src/core/ndarray.js';
import { verdictGoldens } from './helpers/verdict-goldens.js';

const matrix = (rows: readonly (readonly number[])[]) =>
  ndarray(Int32Array.from(rows.flat()), [rows.length, rows.length]);

describe('quantiles', () => {
  it('lie between the two values around them', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile([10, 20, 30], share))).toEqual([
      10, 15, 20, 28, 30,
    ]);
  });
});

describe('bootstrap intervals', () => {
  const half = matrix([
    [25, 25],
    [25, 25],
  ]);

  it('shrink to a point where every image was right', () => {
    const all = bootstrapIntervals(
      matrix([
        [5, 0],
        [0, 7],
      ]),
      { seed: 1, stratified: true },
    );
    expect(all).toEqual({ accuracy: [1, 1], macroF1: [1, 1] });
  });

  it('are those of the binomial distribution for an accuracy', () => {
    // 100 images at 50%: the 2.5% and 97.5% quantiles of a binomial are 40 and 60.
    const [lower, upper] = bootstrapIntervals(half, { seed: 3, resamples: 4000 }).accuracy;
    expect(Math.abs(lower - 0.4)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(upper - 0.6)).toBeLessThanOrEqual(0.01);
  });

  it('are narrower where the classes are held, if these differ in how well they are told apart', () => {
    const uneven = matrix([
      [50, 0],
      [50, 0],
    ]);
    const width = (stratified: boolean) => {
      const [lower, upper] = bootstrapIntervals(uneven, { seed: 3, stratified }).accuracy;
      return upper - lower;
    };
    expect(width(true)).toBe(0);
    expect(width(false)).toBeGreaterThan(0.15);
  });

  it('come out the same for one seed, and differ a little for another', () => {
    const once = bootstrapIntervals(half, { seed: 1, resamples: 500 });
    expect(bootstrapIntervals(half, { seed: 1, resamples: 500 })).toEqual(once);
    expect(bootstrapIntervals(half, { seed: 2, resamples: 500 })).not.toEqual(once);
  });

  it('grow with the level, lie within [0, 1] and around what was seen', () => {
    const cell = fc.integer({ min: 0, max: 30 });
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        rows.filter((list) => list.flat().some((value) => value > 0)),
        (list) => {
          const confusion = matrix(list);
          const [narrow, wide] = [0.5, 0.95].map((level) =>
            bootstrapIntervals(confusion, { seed: 1, resamples: 200, level }),
          ) as [ReturnType<typeof bootstrapIntervals>, ReturnType<typeof bootstrapIntervals>];
          for (const figure of ['accuracy', 'macroF1'] as const) {
            expect(wide[figure][0]).toBeLessThanOrEqual(narrow[figure][0]);
            expect(wide[figure][1]).toBeGreaterThanOrEqual(narrow[figure][1]);
            expect(wide[figure][0]).toBeGreaterThanOrEqual(0);
            expect(wide[figure][1]).toBeLessThanOrEqual(1);
          }
          const [lower, upper] = wide.accuracy;
          expect(lower).toBeLessThanOrEqual(accuracy(confusion) + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(accuracy(confusion) - 1e-12);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('refuse an empty matrix and options that make no sense', () => {
    expect(() => bootstrapIntervals(matrix([[0]]), { seed: 1 })).toThrow(/it is empty/);
    expect(() => bootstrapIntervals(half, { seed: 1, resamples: 0 })).toThrow(/for resamples/);
    expect(() => bootstrapIntervals(half, { seed: 1, level: 1 })).toThrow(/for level/);
  });

  it.each(verdictGoldens.bootstrap)('agree with SciPy within what chance leaves open, case $#', (golden) => {
    const confusion = matrix(golden.confusion);
    const found = bootstrapIntervals(confusion, { seed: 5, resamples: 10_000 });
    for (const figure of ['accuracy', 'macroF1'] as const) {
      const score = figure === 'accuracy' ? accuracy(confusion) : macroF1(confusion);
      const width = golden[figure][1] - golden[figure][0];
      // Quantiles of 10,000 draws are off by about 3% of the width; accuracies come in steps of one image.
      const tolerance =
        0.05 * width + (figure === 'accuracy' ? 1 / confusion.data.reduce((a, b) => a + b) : 0);
      found[figure].forEach((end, i) => {
        expect(Math.abs(end - golden[figure][i]!)).toBeLessThan(tolerance);
      });
      expect(found[figure][0]).toBeLessThan(score);
    }
  });
});
