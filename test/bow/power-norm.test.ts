import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerNormalise, scaleToUnitLength } from '../../src/bow/index.js';

const vectors = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 })
  .map((values) => Float64Array.from(values, (value) => (Math.abs(value) < 1e-6 ? 0 : value)));

describe('powerNormalise', () => {
  it('keeps signs and takes the power of sizes', () => {
    expect([...powerNormalise(Float64Array.of(9, -4, 0, 1), 0.5)]).toEqual([3, -2, 0, 1]);
    expect([...powerNormalise(Float64Array.of(8, -27), 1 / 3)].map((v) => v.toFixed(9))).toEqual([
      '2.000000000',
      '-3.000000000',
    ]);
    expect([...powerNormalise(Float64Array.of(8, -27, 0), 0)]).toEqual([1, -1, 0]);
    expect([...powerNormalise(Float64Array.of(8, -27), 1)]).toEqual([8, -27]);
  });

  it('twice is once with the product of the powers, so that powers 0 and 1 change nothing more', () => {
    fc.assert(
      fc.property(vectors, fc.constantFrom(0, 0.25, 0.5, 1), fc.constantFrom(0, 0.5, 1), (vector, a, b) => {
        const twice = powerNormalise(powerNormalise(vector.slice(), a), b);
        const once = powerNormalise(vector.slice(), a * b);
        twice.forEach((value, i) => {
          expect(Math.abs(value - once[i]!)).toBeLessThanOrEqual(1e-9 * Math.abs(once[i]!));
        });
      }),
    );
  });
});

describe('scaleToUnitLength', () => {
  it('scales to length 1, once and for all, and leaves zeros', () => {
    expect([...scaleToUnitLength(Float64Array.of(3, -4))]).toEqual([0.6, -0.8]);
    expect([...scaleToUnitLength(new Float32Array(3))]).toEqual([0, 0, 0]);
    fc.assert(
      fc.property(vectors, (vector) => {
        const once = scaleToUnitLength(vector.slice());
        const twice = scaleToUnitLength(once.slice());
        twice.forEach((value, i) => {
          expect(value).toBeCloseTo(once[i]!, 12);
        });
      }),
    );
  });
});
