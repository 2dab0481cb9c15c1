import { describe, expect, it } from 'vitest';
import { differences, together } from '../../src/verify/differences.js';

describe('differences', () => {
  it('counts equal numbers, NaN among them, and finds the largest difference', () => {
    const found = differences([1, NaN, 3, -0, 5], [1, NaN, 3.5, 0, 4]);
    expect(found).toEqual({ compared: 5, agreeing: 3, worst: 1 });
  });

  it('is infinite where one side has no number', () => {
    expect(differences([1, 2], [1])).toEqual({ compared: 2, agreeing: 1, worst: Infinity });
    expect(differences([1], [NaN])).toEqual({ compared: 1, agreeing: 0, worst: Infinity });
  });

  it('adds up over parts', () => {
    expect(together([differences([1], [1]), differences([1, 2], [1, 4])])).toEqual({
      compared: 3,
      agreeing: 2,
      worst: 2,
    });
    expect(together([])).toEqual({ compared: 0, agreeing: 0, worst: 0 });
  });
});
