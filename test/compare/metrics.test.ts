import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionMatrix } from '../../src/compare/confusion-matrix.js';
import { accuracy, classScores, macroF1 } from '../../src/compare/metrics.js';
import { wilsonInterval } from '../../src/compare/wilson-interval.js';

interface Golden {
  classes: number;
  truth: number[];
  predicted: number[];
  accuracy: number;
  accuracyInterval: [number, number];
  confusion: number[][];
  macroF1: number;
  precision: number[];
  recall: number[];
  f1: number[];
  support: number[];
}

const goldens: Golden[] = JSON.parse(
  readFileSync(new URL('../goldens/compare/metrics.json', import.meta.url), 'utf8'),
);

// Three cats, two dogs, one fox: a cat was called a dog, a dog a cat, and the fox a cat.
const truth = [0, 0, 0, 1, 1, 2];
const predicted = [0, 0, 1, 1, 0, 0];
const confusion = confusionMatrix(truth, predicted, 3);

describe('metrics worked by hand', () => {
  it('counts the truth in rows and the prediction in columns', () => {
    expect(confusion.shape).toEqual([3, 3]);
    expect([...confusion.data]).toEqual([2, 1, 0, 1, 1, 0, 1, 0, 0]);
  });

  it('finds three of six right', () => {
    expect(accuracy(confusion)).toBe(0.5);
  });

  it('gives precision, recall, F1 and support of each class, 0 where a class was never predicted', () => {
    expect(classScores(confusion)).toEqual([
      { precision: 0.5, recall: 2 / 3, f1: 4 / 7, support: 3 },
      { precision: 0.5, recall: 0.5, f1: 0.5, support: 2 },
      { precision: 0, recall: 0, f1: 0, support: 1 },
    ]);
  });

  it('averages F1 over the classes, rare ones counting as much as common ones', () => {
    expect(macroF1(confusion)).toBeCloseTo((4 / 7 + 1 / 2 + 0) / 3, 12);
  });

  it('leaves a class that neither occurs nor is predicted out of the macro F1', () => {
    expect(macroF1(confusionMatrix([0, 1], [0, 1], 5))).toBe(1);
  });

  it('counts a class that is predicted but never occurs as a failure in the macro F1', () => {
    expect(macroF1(confusionMatrix([0, 0, 1], [0, 2, 1], 3))).toBeCloseTo((2 / 3 + 1 + 0) / 3, 12);
  });

  it('refuses labels out of range and lists of different lengths', () => {
    expect(() => confusionMatrix([0, 3], [0, 0], 3)).toThrow(/labels from 0 to 2 but received 3/);
    expect(() => confusionMatrix([0, 1], [0], 3)).toThrow(/each of 2 labels but received 1/);
  });
});

describe('the Wilson interval', () => {
  it('runs from 23.7% to 76.3% for 5 of 10, worked by hand', () => {
    // z² = 3.8415; centre (0.5 + 0.19207) / 1.38415 = 0.5; radius 1.95996 / 1.38415 · √(0.025 + 0.0096036) = 0.2634
    const [lower, upper] = wilsonInterval(5, 10);
    expect(lower).toBeCloseTo(0.2366, 4);
    expect(upper).toBeCloseTo(0.7634, 4);
  });

  it('does not shrink to a point at 0% or 100%', () => {
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(0, 10)[1]).toBeCloseTo(3.8414588 / (10 + 3.8414588), 6);
    expect(wilsonInterval(10, 10)[1]).toBe(1);
    expect(wilsonInterval(10, 10)[0]).toBeCloseTo(10 / (10 + 3.8414588), 6);
  });

  it('knows nothing without trials, and refuses more successes than trials', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    expect(() => wilsonInterval(3, 2)).toThrow(/from 0 to 2 successes/);
  });

  it('always holds the share that was seen and stays within [0, 1]', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, share) => {
          const successes = Math.round(share * trials);
          const [lower, upper] = wilsonInterval(successes, trials);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(successes / trials);
          expect(upper).toBeGreaterThanOrEqual(successes / trials);
        },
      ),
    );
  });
});

describe('agreement with scikit-learn and SciPy', () => {
  it.each(goldens)('holds for a case of $classes classes', (golden) => {
    const matrix = confusionMatrix(golden.truth, golden.predicted, golden.classes);
    expect([...matrix.data]).toEqual(golden.confusion.flat());
    expect(accuracy(matrix)).toBeCloseTo(golden.accuracy, 12);
    expect(macroF1(matrix)).toBeCloseTo(golden.macroF1, 12);
    classScores(matrix).forEach((score, c) => {
      expect(score.precision).toBeCloseTo(golden.precision[c]!, 12);
      expect(score.recall).toBeCloseTo(golden.recall[c]!, 12);
      expect(score.f1).toBeCloseTo(golden.f1[c]!, 12);
      expect(score.support).toBe(golden.support[c]);
    });
    const correct = golden.truth.filter((label, i) => label === golden.predicted[i]).length;
    const [lower, upper] = wilsonInterval(correct, golden.truth.length);
    expect(lower).toBeCloseTo(golden.accuracyInterval[0], 9);
    expect(upper).toBeCloseTo(golden.accuracyInterval[1], 9);
  });
});
