// Length, angle and Gaussian weight of the gradients of float planes, four pixels at a time (see fast-atan2.ts,
// fast-exp.ts and gradientLength of votes.ts, the references: their polynomials and their order of operations).
import { fusedMultiplyAdd } from '../fused-multiply-add';

/**
 * What spares the origin a division by 0; 7th, 5th, 3rd and 1st coefficient; 90, 180, 360. In memory, since V8 makes
 * constants anew in every turn.
 */
const ANGLE: usize = memory.data<f32>(
  [2.220446049250313e-16, -2.5397246, 8.9140005, -18.667446, 57.283627, 90, 180, 360],
  16,
);

/** Differences of four floats each. */
export function difference(plus: usize, minus: usize): v128 {
  return f32x4.sub(v128.load(plus), v128.load(minus));
}

/** Lengths of (x, y). */
export function lengths(x: v128, y: v128): v128 {
  return f32x4.sqrt(fusedMultiplyAdd(x, x, f32x4.mul(y, y)));
}

/** Angles of (x, y) in degrees, 0–360; 0 where both are 0. */
export function angles(y: v128, x: v128): v128 {
  const zero = f32x4.splat(0);
  const ax = f32x4.abs(x);
  const ay = f32x4.abs(y);
  const slope = f32x4.div(f32x4.pmin(ax, ay), f32x4.add(f32x4.pmax(ax, ay), coefficient(0)));
  const square = f32x4.mul(slope, slope);
  let angle = fusedMultiplyAdd(square, coefficient(1), coefficient(2));
  angle = fusedMultiplyAdd(angle, square, coefficient(3));
  angle = fusedMultiplyAdd(angle, square, coefficient(4));
  angle = f32x4.mul(angle, slope);
  angle = v128.bitselect(f32x4.sub(coefficient(5), angle), angle, f32x4.gt(ay, ax));
  angle = v128.bitselect(f32x4.sub(coefficient(6), angle), angle, f32x4.lt(x, zero));
  return v128.bitselect(f32x4.sub(coefficient(7), angle), angle, f32x4.lt(y, zero));
}

function coefficient(i: usize): v128 {
  return v128.load32_splat(ANGLE + (i << 2));
}

/** 64 / ln 2; 1/64; the cubic's coefficients from the second on; `WHOLE` of below. */
const EXP: usize = memory.data<f32>(
  [92.33248, 0.015625, 5.739531, 24.8415, 71.677414, 103.408646, 12582912],
  16,
);

/** 2^(i/64) times the cubic's first coefficient. */
const POWERS: usize = memory.data<f32>(
  [
    0.009670371, 0.009775675, 0.009882125, 0.009989734, 0.010098515, 0.010208481, 0.010319644, 0.010432017,
    0.010545614, 0.010660449, 0.010776534, 0.010893882, 0.0110125085, 0.0111324275, 0.011253651, 0.011376196,
    0.0115000745, 0.011625302, 0.011751893, 0.011879862, 0.012009226, 0.012139997, 0.012272194, 0.0124058295,
    0.01254092, 0.012677481, 0.01281553, 0.012955083, 0.013096154, 0.013238762, 0.013382922, 0.0135286525,
    0.01367597, 0.013824891, 0.013975435, 0.014127618, 0.014281457, 0.014436971, 0.0145941805, 0.0147531,
    0.014913751, 0.015076151, 0.01524032, 0.015406276, 0.015574039, 0.01574363, 0.015915066, 0.01608837,
    0.016263561, 0.01644066, 0.016619686, 0.016800663, 0.01698361, 0.01716855, 0.017355504, 0.017544491,
    0.017735539, 0.017928666, 0.018123897, 0.018321253, 0.018520758, 0.018722435, 0.01892631, 0.019132404,
  ],
  16,
);

/** The bits of a number of steps that say which power of the table, and how many doublings. */
const PARTS: usize = memory.data<i32>([63, -64], 16);

/** e^x of four floats, −80 < x ≤ 0. */
export function exponentials(x: v128): v128 {
  const steps = f32x4.mul(x, expNumber(0));
  const biased = nearestWhole(steps);
  const rest = f32x4.mul(f32x4.sub(steps, f32x4.sub(biased, expNumber(6))), expNumber(1));
  const at = i32x4.shl(v128.and(biased, v128.load32_splat(PARTS)), 2);
  let power = v128.load32_zero(POWERS + <usize>i32x4.extract_lane(at, 0));
  power = v128.load32_lane(POWERS + <usize>i32x4.extract_lane(at, 1), power, 1);
  power = v128.load32_lane(POWERS + <usize>i32x4.extract_lane(at, 2), power, 2);
  power = v128.load32_lane(POWERS + <usize>i32x4.extract_lane(at, 3), power, 3);
  // Whole doublings are added to the exponent; what `nearestWhole` adds is gone after the shift.
  power = i32x4.add(power, i32x4.shl(v128.and(biased, v128.load32_splat(PARTS, 4)), 17));
  let cubic = fusedMultiplyAdd(f32x4.add(rest, expNumber(2)), rest, expNumber(3));
  cubic = fusedMultiplyAdd(cubic, rest, expNumber(4));
  cubic = fusedMultiplyAdd(cubic, rest, expNumber(5));
  return f32x4.mul(cubic, power);
}

function expNumber(i: usize): v128 {
  return v128.load32_splat(EXP + (i << 2));
}

/**
 * 1.5 · 2^23 more than the nearest whole number, ties to even, of |x| < 2^22: the lowest 22 bits of the result are that
 * number's, in two's complement.
 */
export function nearestWhole(x: v128): v128 {
  return f32x4.add(x, expNumber(6));
}
