import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fastAtan2 } from '../../src/features/sift/fast-atan2.js';
import { fastExp } from '../../src/features/sift/fast-exp.js';
import { fusedMultiplyAdd } from '../../src/features/sift/fused-multiply-add.js';
import { powerOfTwo } from '../../src/features/sift/power-of-two.js';
import { gradientLength } from '../../src/features/sift/votes.js';

/** A float32 number times 2^150, exactly. */
function scaled(value: number): bigint {
  const whole = value * 2 ** 75;
  return BigInt(whole) * 2n ** 75n;
}

/** a · b + c with one rounding, from whole numbers of any length. */
function roundedOnce(a: number, b: number, c: number): number {
  const exact = scaled(a) * scaled(b) + scaled(c) * 2n ** 150n;
  const magnitude = exact < 0n ? -exact : exact;
  const spare = BigInt(Math.max(magnitude.toString(2).length - 24, 0));
  const [cut, rest, half] = [magnitude >> spare, magnitude & ((1n << spare) - 1n), (1n << spare) >> 1n];
  const up = rest > half || (rest === half && rest > 0n && (cut & 1n) === 1n) ? 1n : 0n;
  return Number(cut + up) * 2 ** (Number(spare) - 300) * (exact < 0n ? -1 : 1);
}

describe('fusedMultiplyAdd', () => {
  /** 1 to 2, with any 24 bits, so that sums lie close to the middle of two floats now and then. */
  const number = fc.integer({ min: 2 ** 23, max: 2 ** 24 - 1 }).map((bits) => bits / 2 ** 23);
  const power = fc.integer({ min: -26, max: 2 }).map((exponent) => 2 ** exponent);

  it('rounds once, whatever float64 makes of the sum', () => {
    fc.assert(
      fc.property(number, number, number, power, fc.boolean(), (a, b, c, scale, negative) => {
        const factor = (negative ? -a : a) * scale;
        expect(fusedMultiplyAdd(factor, b, c)).toBe(roundedOnce(factor, b, c));
      }),
    );
  });

  it('goes by what float64 rounds off a sum half-way between two floats, to either side', () => {
    const [a, above, below] = [2 ** -24 * (1 + 2 ** -18), 1 + 2 ** -18 + 2 ** -23, 1 - 2 ** -18];
    for (const c of [1, 1 + 2 ** -23, -1 - 2 ** -23, 1 + 2 ** -22])
      for (const b of [above, below, -above, -below])
        expect(fusedMultiplyAdd(a, b, c)).toBe(roundedOnce(a, b, c));
    // Rounded twice, this would be 1 + 2⁻²².
    expect(fusedMultiplyAdd(a, below, 1 + 2 ** -23)).toBe(1 + 2 ** -23);
  });

  it('takes the even one of two floats where the sum is exactly between them', () => {
    expect(fusedMultiplyAdd(2 ** -12, 2 ** -12, 1)).toBe(1);
    expect(fusedMultiplyAdd(2 ** -12, 2 ** -12, 1 + 2 ** -23)).toBe(1 + 2 ** -22);
  });
});

describe('the float32 arithmetic of SIFT gives the bits of OpenCV 4.6', () => {
  it.each([
    [-0.001, 0.9990004897117615],
    [-0.3, 0.7408182621002197],
    [-1, 0.3678794503211975],
    [-2.5, 0.08208499848842621],
    [-7.75, 0.00043074259883724153],
    [0, 1],
  ])('fastExp(%d), as cv::exp', (x, value) => {
    expect(fastExp(Math.fround(x))).toBe(value);
  });

  it.each([
    [3, 1, 71.56132507324219, 3.1622776985168457],
    [-2, 5, 338.19415283203125, 5.385164737701416],
    [0.5, -4, 172.875732421875, 4.031128883361816],
    [-7.25, -7.5, 224.03286743164062, 10.431323051452637],
    [100, 0.25, 89.8567886352539, 100.00031280517578],
    [0.001, -20, 179.99713134765625, 20],
  ])('fastAtan2(%d, %d), as cv::phase, and the length, as cv::magnitude', (y, x, angle, length) => {
    expect(fastAtan2(Math.fround(y), x)).toBe(angle);
    expect(gradientLength(x, Math.fround(y))).toBe(length);
  });
});

describe('fastExp and powerOfTwo', () => {
  it('are close to the true powers', () => {
    fc.assert(
      fc.property(fc.float({ min: -79, max: 0, noNaN: true }), (x) => {
        expect(Math.abs(fastExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-7 * (1 + Math.abs(x)));
      }),
    );
    fc.assert(
      fc.property(fc.float({ min: -2, max: 8, noNaN: true }), (x) => {
        expect(Math.abs(powerOfTwo(x) / 2 ** x - 1)).toBeLessThan(1e-7);
      }),
    );
  });
});
