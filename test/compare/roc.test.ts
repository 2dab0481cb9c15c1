import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanRocCurve, oneVersusRestRoc } from '../../src/compare/one-versus-rest-roc.js';
import { areaUnderCurve, rocCurve } from '../../src/compare/roc.js';
import { stack } from '../../src/core/ndarray.js';
import { verdictGoldens } from './helpers/verdict-goldens.js';

const samples = fc
  .array(fc.record({ positive: fc.boolean(), score: fc.integer({ min: 0, max: 9 }) }), { minLength: 2 })
  .filter((list) => new Set(list.map(({ positive }) => positive)).size === 2)
  .map((list) => ({
    positive: list.map(({ positive }) => positive),
    scores: list.map(({ score }) => score / 10),
  }));

describe('an ROC curve', () => {
  it('goes up for a positive and right for a negative, from the highest score down', () => {
    expect(rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toEqual({
      falsePositiveRate: [0, 0, 0.5, 0.5, 1],
      truePositiveRate: [0, 0.5, 0.5, 1, 1],
      thresholds: [Number.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1],
    });
  });

  it('takes equal scores as one step, which neither side gains from', () => {
    const curve = rocCurve([1, 0, 1, 0], [0.5, 0.5, 0.5, 0.5]);
    expect(curve.falsePositiveRate).toEqual([0, 1]);
    expect(areaUnderCurve(curve)).toBe(0.5);
  });

  it('has the area 1 where every positive scores higher, and 0 where every one scores lower', () => {
    expect(areaUnderCurve(rocCurve([1, 1, 0], [3, 2, 1]))).toBe(1);
    expect(areaUnderCurve(rocCurve([0, 1, 1], [3, 2, 1]))).toBe(0);
  });

  it('has as its area the share of pairs in which the positive scores higher, ties counting half', () => {
    fc.assert(
      fc.property(samples, ({ positive, scores }) => {
        let [won, pairs] = [0, 0];
        for (let i = 0; i < positive.length; i++)
          for (let j = 0; j < positive.length; j++) {
            if (!positive[i] || positive[j]) continue;
            pairs++;
            won += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
          }
        expect(areaUnderCurve(rocCurve(positive, scores))).toBeCloseTo(won / pairs, 12);
      }),
    );
  });

  it('does not depend on the order of the samples', () => {
    fc.assert(
      fc.property(samples, ({ positive, scores }) => {
        expect(rocCurve(positive.toReversed(), scores.toReversed())).toEqual(rocCurve(positive, scores));
      }),
    );
  });

  it('refuses one kind of sample only, NaN, and lists of different lengths', () => {
    expect(() => rocCurve([1, 1], [0.1, 0.2])).toThrow(/but received 2 and 0/);
    expect(() => rocCurve([], [])).toThrow(/but received 0 and 0/);
    expect(() => rocCurve([1, 0], [0.1, Number.NaN])).toThrow(/sample 1 but received NaN/);
    expect(() => rocCurve([1, 0], [0.1])).toThrow(/each of 2 samples but received 1/);
  });

  it.each(verdictGoldens.roc)('agrees with scikit-learn, case $#', (golden) => {
    const curve = rocCurve(golden.truth, golden.scores);
    expect(curve.falsePositiveRate).toEqual(golden.falsePositiveRate);
    expect(curve.truePositiveRate).toEqual(golden.truePositiveRate);
    expect(curve.thresholds.slice(1)).toEqual(golden.thresholds);
    expect(areaUnderCurve(curve)).toBeCloseTo(golden.area, 12);
  });
});

describe('each class against the rest', () => {
  it.each(verdictGoldens.oneVersusRest)('agrees with scikit-learn, case $#', (golden) => {
    const { perClass, macroArea } = oneVersusRestRoc(golden.truth, {
      data: Float64Array.from(golden.probabilities.flat()),
      shape: [golden.truth.length, golden.areas.length],
    });
    perClass.forEach((curve, c) => {
      expect(curve!.area).toBeCloseTo(golden.areas[c]!, 12);
    });
    expect(macroArea).toBeCloseTo(golden.macroArea, 12);
  });

  it('leaves classes out of the mean that no test sample shows', () => {
    const { perClass, macroArea } = oneVersusRestRoc(
      [0, 1, 1],
      stack([
        [0.9, 0.1, 0],
        [0.2, 0.5, 0.3],
        [0.6, 0.2, 0.2],
      ]),
    );
    expect(perClass.map((curve) => curve?.area)).toEqual([1, 1, undefined]);
    expect(macroArea).toBe(1);
  });

  it('has no mean where there is one class only, and refuses rows that do not fit the labels', () => {
    expect(oneVersusRestRoc([0, 0], stack([[1], [1]])).macroArea).toBeNaN();
    expect(() => oneVersusRestRoc([0], stack([[1], [1]]))).toThrow(/each of 1 labels but received 2/);
  });
});

describe('the mean of curves', () => {
  it('is one of them where they are all the same', () => {
    const curve = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
    expect(meanRocCurve([curve, curve])).toEqual({
      falsePositiveRate: curve.falsePositiveRate,
      truePositiveRate: curve.truePositiveRate,
    });
  });

  it('lies halfway between a perfect one and chance', () => {
    const perfect = { falsePositiveRate: [0, 0, 1], truePositiveRate: [0, 1, 1] };
    const chance = { falsePositiveRate: [0, 1], truePositiveRate: [0, 1] };
    expect(meanRocCurve([perfect, chance])).toEqual({
      falsePositiveRate: [0, 0, 1],
      truePositiveRate: [0, 0.5, 1],
    });
  });

  it('has the mean of their areas, never falls, and ends at 1', () => {
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 5 }), (lists) => {
        const curves = lists.map(({ positive, scores }) => rocCurve(positive, scores));
        const mean = meanRocCurve(curves);
        const areas = curves.map(areaUnderCurve);
        expect(areaUnderCurve(mean)).toBeCloseTo(areas.reduce((a, b) => a + b) / areas.length, 10);
        for (let i = 1; i < mean.truePositiveRate.length; i++)
          expect(mean.truePositiveRate[i]! - mean.truePositiveRate[i - 1]!).toBeGreaterThan(-1e-12);
        expect(mean.truePositiveRate.at(-1)).toBeCloseTo(1, 12);
      }),
    );
  });
});
