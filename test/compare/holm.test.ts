import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmAdjust } from '../../src/compare/holm.js';

describe('p-values after Holm and Bonferroni', () => {
  it('are multiplied by how many are left, and never fall below a smaller one', () => {
    // 0.01 · 4, 0.02 · 3, 0.03 · 2 (as 0.06 already), and 0.5 · 1
    const adjusted = holmAdjust([0.03, 0.5, 0.01, 0.02]);
    [0.06, 0.5, 0.04, 0.06].forEach((value, i) => {
      expect(adjusted[i]).toBeCloseTo(value, 14);
    });
  });

  it("are those of R's p.adjust", () => {
    // p.adjust(c(0.0008, 0.012, 0.04, 0.2, 0.041), 'holm')
    const adjusted = holmAdjust([0.0008, 0.012, 0.04, 0.2, 0.041]);
    [0.004, 0.048, 0.12, 0.2, 0.12].forEach((value, i) => {
      expect(adjusted[i]).toBeCloseTo(value, 14);
    });
  });

  it('stay what they are where there is one, and there may be none', () => {
    expect(holmAdjust([0.03])).toEqual([0.03]);
    expect(holmAdjust([])).toEqual([]);
  });

  it('are between the raw ones and Bonferroni’s, keep their order, and do not depend on where each stands', () => {
    const pValue = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(pValue, { minLength: 1, maxLength: 20 }), (pValues) => {
        const adjusted = holmAdjust(pValues);
        adjusted.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(pValues[i]!);
          expect(value).toBeLessThanOrEqual(Math.min(1, pValues[i]! * pValues.length));
        });
        expect(holmAdjust(pValues.toSorted((a, b) => a - b))).toEqual(adjusted.toSorted((a, b) => a - b));
      }),
    );
  });

  it('refuse what is no p-value', () => {
    expect(() => holmAdjust([0.1, Number.NaN])).toThrow(/from 0 to 1 but received NaN/);
    expect(() => holmAdjust([1.1])).toThrow(/received 1.1/);
  });
});
