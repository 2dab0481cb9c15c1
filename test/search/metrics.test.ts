import { describe, expect, it } from 'vitest';
import { averagePrecision, meanAveragePrecision, precisionAt } from '../../src/search/metrics.js';

const [hit, miss] = [true, false];

describe('precisionAt', () => {
  it('is the share of relevant hits among the first', () => {
    expect(precisionAt([hit, miss, hit, miss], 1)).toBe(1);
    expect(precisionAt([hit, miss, hit, miss], 4)).toBe(0.5);
  });

  it('counts missing hits as not relevant', () => {
    expect(precisionAt([hit], 4)).toBe(0.25);
    expect(precisionAt([], 10)).toBe(0);
  });

  it('refuses a top that is not a positive integer', () => {
    for (const top of [0, -1, 1.5, NaN])
      expect(() => precisionAt([hit], top)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});

describe('averagePrecision', () => {
  it('is the mean precision at the ranks where relevant images were found', () => {
    // Found at ranks 1 and 3 of 2: (1/1 + 2/3) / 2.
    expect(averagePrecision({ ranked: [hit, miss, hit], relevant: 2 })).toBeCloseTo(5 / 6, 12);
  });

  it('counts 0 for relevant images that were not found', () => {
    expect(averagePrecision({ ranked: [miss, hit], relevant: 4 })).toBeCloseTo(0.125, 12);
    expect(averagePrecision({ ranked: [], relevant: 3 })).toBe(0);
  });

  it('is 1 for an answer that cannot be better, cut or not', () => {
    expect(averagePrecision({ ranked: [hit, hit, miss], relevant: 2 })).toBe(1);
    expect(averagePrecision({ ranked: [hit, hit], relevant: 90 }, 2)).toBe(1);
  });

  it('looks no further than the cut', () => {
    // At 2: found at rank 1 only, of the 2 that could have been: 1/2.
    expect(averagePrecision({ ranked: [hit, miss, hit], relevant: 3 }, 2)).toBe(0.5);
  });

  it('is 0 when nothing is relevant, and refuses more hits than there are', () => {
    expect(averagePrecision({ ranked: [miss], relevant: 0 })).toBe(0);
    expect(() => averagePrecision({ ranked: [hit, hit], relevant: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });

  it('agrees with scikit-learn', () => {
    // average_precision_score([0, 1, 1, 0, 1, 0, 0, 1], [8, 7, 6, 5, 4, 3, 2, 1])
    const ranked = [miss, hit, hit, miss, hit, miss, miss, hit];
    expect(averagePrecision({ ranked, relevant: 4 })).toBeCloseTo(0.5666666666666667, 12);
  });
});

describe('meanAveragePrecision', () => {
  it('is the mean over queries, 0 for none', () => {
    const answers = [
      { ranked: [hit], relevant: 1 },
      { ranked: [miss, hit], relevant: 1 },
    ];
    expect(meanAveragePrecision(answers)).toBe(0.75);
    expect(meanAveragePrecision(answers, 1)).toBe(0.5);
    expect(meanAveragePrecision([])).toBe(0);
  });
});
