import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationOf, reliabilityBins } from '../../src/compare/calibration.js';
import { verdictGoldens } from './helpers/verdict-goldens.js';

/** Rows of two classes of which the first is predicted with the probability given. */
const rowsOf = (probabilities: readonly number[]) => ({
  data: Float64Array.from(probabilities.flatMap((p) => [p, 1 - p])),
  shape: [probabilities.length, 2],
});

describe('the calibration of a model', () => {
  it('is worked by hand for four predictions', () => {
    // 0.85 and 0.95 were right; of 0.62 and 0.66, 0.64 on average, one of two: |0.15| + |0.05| + 2 · |0.14|, over 4
    const bins = reliabilityBins(rowsOf([0.85, 0.95, 0.62, 0.66]), {
      truth: [0, 0, 0, 1],
      predicted: [0, 0, 0, 0],
    });
    expect(bins.map(({ images }) => images)).toEqual([0, 0, 0, 0, 0, 0, 2, 0, 1, 1]);
    expect(bins[6]).toEqual({ images: 2, probability: 0.64, right: 1 });
    expect(bins[0]).toEqual({ images: 0, probability: 0, right: 0 });
    expect(calibrationOf([bins]).error).toBeCloseTo((0.15 + 0.05 + 2 * 0.14) / 4, 12);
  });

  it('puts 0 and 1 into the first and the last bin, and a border below itself', () => {
    const bins = reliabilityBins(rowsOf([0, 0.1, 0.5, 1]), { truth: [1, 1, 1, 0], predicted: [0, 0, 0, 0] });
    expect(bins.map(({ images }) => images)).toEqual([2, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('is the same whether images come in one round or in two', () => {
    const sample = fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), label: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1 }), fc.nat(), (samples, cut) => {
        const binsOf = (part: typeof samples) =>
          reliabilityBins(rowsOf(part.map(({ p }) => p)), {
            truth: part.map(({ label }) => label),
            predicted: part.map(() => 0),
          });
        const at = cut % samples.length;
        const whole = calibrationOf([binsOf(samples)]);
        const parts = calibrationOf([binsOf(samples.slice(0, at)), binsOf(samples.slice(at))]);
        expect(parts.error).toBeCloseTo(whole.error, 10);
        expect(parts.bins.map(({ images, right }) => [images, right])).toEqual(
          whole.bins.map(({ images, right }) => [images, right]),
        );
        expect(whole.error).toBeGreaterThanOrEqual(0);
        expect(whole.error).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses lists that do not fit', () => {
    expect(() => reliabilityBins(rowsOf([0.5, 0.5]), { truth: [0], predicted: [0, 0] })).toThrow(
      /each of 2 rows of probabilities but received 1 and 2/,
    );
  });

  it.each(verdictGoldens.calibration)('agrees with scikit-learn, case $#', (golden) => {
    const predicted = golden.probabilities.map((values) => values.indexOf(Math.max(...values)));
    const probabilities = {
      data: Float64Array.from(golden.probabilities.flat()),
      shape: [golden.truth.length, golden.probabilities[0]!.length],
    };
    const bins = reliabilityBins(probabilities, { truth: golden.truth, predicted });
    const filled = bins.filter(({ images }) => images > 0);
    expect(filled).toHaveLength(golden.shares.length);
    filled.forEach(({ images, probability, right }, b) => {
      expect(right / images).toBeCloseTo(golden.shares[b]!, 12);
      expect(probability).toBeCloseTo(golden.means[b]!, 12);
    });
    expect(calibrationOf([bins]).error).toBeCloseTo(golden.error, 12);
  });
});
