import { describe, expect, it } from 'vitest';
import { dealFolds } from '../../src/classify/folds.js';
import { findClassifier } from '../../src/classify/index.js';
import { fitIsotonic, isotonicAt } from '../../src/classify/isotonic-calibration.js';
import { fitSigmoid, sigmoidAt } from '../../src/classify/sigmoid-calibration.js';
import { stack } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { farthest, machines } from './golden.js';

const { scores: given, own, at, sigmoid, isotonic, slope, intercept } = machines.calibration;
const scores = Float64Array.from(given);

describe('calibration beside scikit-learn', () => {
  it('fits the same sigmoid', () => {
    const fitted = fitSigmoid(scores, own);
    expect(fitted.slope).toBeCloseTo(slope, 4);
    expect(fitted.intercept).toBeCloseTo(intercept, 4);
    expect(
      farthest(
        at.map((score) => sigmoidAt(fitted, score)),
        sigmoid,
      ),
    ).toBeLessThan(1e-5);
  });

  it('fits the same isotonic function, level beyond its ends', () => {
    const fitted = fitIsotonic(scores, own);
    expect(
      farthest(
        at.map((score) => isotonicAt(fitted, score)),
        isotonic,
      ),
    ).toBeLessThan(1e-8);
  });
});

describe('fitSigmoid', () => {
  it('is never certain, not even of scores that tell perfectly, however large', () => {
    const perfect = Float64Array.of(-2e6, -1e6, 1e6, 2e6);
    const fitted = fitSigmoid(perfect, [false, false, true, true]);
    for (const score of perfect) {
      expect(sigmoidAt(fitted, score)).toBeGreaterThan(0.2);
      expect(sigmoidAt(fitted, score)).toBeLessThan(0.8);
    }
    expect(sigmoidAt(fitted, 2e6)).toBeGreaterThan(0.7);
  });
});

describe('fitIsotonic', () => {
  it('pools neighbours that fall', () => {
    const fitted = fitIsotonic(Float64Array.of(1, 2, 3, 4), [false, true, false, true]);
    expect([1, 2, 2.5, 3, 3.5, 4].map((score) => isotonicAt(fitted, score))).toEqual([
      0, 0.5, 0.5, 0.5, 0.75, 1,
    ]);
  });
});

describe('dealFolds', () => {
  const y = Int32Array.from({ length: 53 }, (_, i) => (i === 7 ? 2 : i % 2));

  it('deals each class evenly, and never leaves out the only sample of one', () => {
    const folds = dealFolds(y, { classes: 3, seed: 4 });
    expect(folds[7]).toBe(-1);
    for (const label of [0, 1]) {
      const counts = new Array<number>(5).fill(0);
      folds.forEach((fold, i) => {
        if (y[i] === label) counts[fold]!++;
      });
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });

  it('depends on its seed alone', () => {
    expect(dealFolds(y, { classes: 3, seed: 4 })).toEqual(dealFolds(y, { classes: 3, seed: 4 }));
    expect(dealFolds(y, { classes: 3, seed: 5 })).not.toEqual(dealFolds(y, { classes: 3, seed: 4 }));
  });
});

/** Clouds that overlap, two numbers a sample. */
function clouds(counts: readonly number[], seed: number) {
  const random = new Random(seed);
  const y = Int32Array.from(counts.flatMap((count, label) => new Array<number>(count).fill(label)));
  const x = stack(
    Array.from(y, (label) => [random.normal(10 + 1.5 * label), random.normal(label % 2 ? 11 : 10)]),
  );
  return { x, y };
}

describe.each(['linear-svm', 'svm', 'chi2-svm', 'knn', 'nearest-centroid', 'logistic'])(
  '%s, calibrated',
  (name) => {
    const train = clouds([40, 40, 40], 1);
    const test = clouds([100, 100, 100], 2);
    const fitted = async (options: Readonly<Record<string, unknown>>, { x, y } = train) => {
      const classifier = findClassifier(name).create(options);
      await classifier.fit(x, y);
      return classifier;
    };

    it.each(['sigmoid', 'isotonic'])(
      'gives %s probabilities that can be believed, and keeps the contract',
      async (calibration) => {
        const classifier = await fitted({ calibration });
        const { data } = await classifier.predictProba(test.x);
        const labels = await classifier.predict(test.x);
        let [sure, right] = [0, 0];
        labels.forEach((label, i) => {
          const row = data.subarray(3 * i, 3 * i + 3);
          expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
          expect(row[label]).toBe(Math.max(...row));
          sure += row[label]!;
          right += label === test.y[i] ? 1 : 0;
        });
        // Over 300 samples the share that is right is about the mean of what was promised.
        expect(Math.abs(sure - right) / labels.length).toBeLessThan(0.12);
        const again = findClassifier(name).restore(classifier.state());
        expect(await again.predictProba(test.x)).toEqual({ data, shape: [300, 3] });
        expect(again.state()).toEqual(classifier.state());
      },
    );

    it('is the same for the same seed', async () => {
      const [first, second] = [
        await fitted({ calibration: 'sigmoid', seed: 3 }),
        await fitted({ calibration: 'sigmoid', seed: 3 }),
      ];
      expect(first.state()).toEqual(second.state());
    });

    it('takes a class of one sample, of two samples, labels with gaps, and two classes', async () => {
      for (const [counts, classes] of [
        [[20, 1, 2], 3],
        [[20, 0, 0, 20], 4],
      ] as const) {
        const set = clouds(counts, 4);
        const classifier = await fitted({ calibration: 'sigmoid', ...(name === 'knn' ? { k: 1 } : {}) }, set);
        const { data, shape } = await classifier.predictProba(set.x);
        expect(shape).toEqual([set.y.length, classes]);
        expect([...data].every((p) => p >= 0 && p <= 1)).toBe(true);
        counts.forEach((count, label) => {
          const most = Math.max(...Array.from(set.y, (_, i) => data[i * classes + label]!));
          if (count === 0) expect(most).toBe(0);
          else expect(most).toBeGreaterThan(0.02);
        });
      }
    });
  },
);
