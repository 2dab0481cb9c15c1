import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemarExact } from '../../src/compare/mcnemar.js';
import { verdictGoldens } from './helpers/verdict-goldens.js';

describe("McNemar's exact test", () => {
  it('tosses a coin for each disagreement, worked by hand', () => {
    // Of 3 tosses all on one side: 2 · (1/2)³. Of 5 at most one on either side: 2 · (1 + 5) / 2⁵.
    expect(mcnemarExact(3, 0)).toBeCloseTo(0.25, 14);
    expect(mcnemarExact(1, 4)).toBeCloseTo(0.375, 14);
  });

  it('finds nothing where the models never disagree, or equally often either way', () => {
    expect(mcnemarExact(0, 0)).toBe(1);
    expect(mcnemarExact(7, 7)).toBe(1);
  });

  it('is the same whichever model comes first, within (0, 1], and smaller for a more uneven split', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (b, c) => {
        const p = mcnemarExact(b, c);
        expect(mcnemarExact(c, b)).toBe(p);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        if (b > c && c > 0) expect(mcnemarExact(b + 1, c - 1)).toBeLessThan(p);
      }),
    );
  });

  it('refuses what is no count', () => {
    for (const wrong of [-1, 1.5, Number.NaN])
      expect(() => mcnemarExact(wrong, 3)).toThrow(/counts of disagreements/);
  });

  it.each(verdictGoldens.mcnemar)('agrees with SciPy for $b against $c', ({ b, c, pValue }) => {
    expect(mcnemarExact(b, c) / pValue).toBeCloseTo(1, 10);
  });
});
