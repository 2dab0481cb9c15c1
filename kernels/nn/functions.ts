// Functions of four floats at once. Polynomials are those of S. Moshier's Cephes library (single precision: expf.c,
// logf.c, tanhf.c); numbers wait in memory, because V8 would build constant vectors anew in every turn of a loop.
import { multiplyAdd } from '../multiply-add';

const exponential = memory.data<f32>([
  Mathf.LOG2E,
  0.693359375,
  -2.1219444e-4,
  1.98756915e-4,
  1.3981999507e-3,
  8.3334519073e-3,
  4.1665795894e-2,
  1.6666665459e-1,
  5.0000001201e-1,
  1,
  -104,
  89,
]);

const logarithm = memory.data<f32>([
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, -2.1219444e-4, -0.5, 0.693359375, 1, 1.17549435e-38,
  8388608, 23,
]);

const tangent = memory.data<f32>([
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1, 0.625, 2, 1,
]);

/** A number of a table in all four lanes. */
function numberOf(table: usize, index: i32): v128 {
  return v128.load32_splat(table + ((<usize>index) << 2));
}

/** 2ⁿ for whole n of −126 … 127. */
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** eˣ within 2 units in the last place, from 0 to infinity; below the normal numbers gradually. */
export function exp4(given: v128): v128 {
  // Beyond these the result is infinite or 0 anyway, and the powers of two stay in range.
  const x = f32x4.min(f32x4.max(given, numberOf(exponential, 10)), numberOf(exponential, 11));
  const n = f32x4.nearest(f32x4.mul(x, numberOf(exponential, 0)));
  // ln 2 in two parts: the first has so few digits that n times it is exact.
  let r = f32x4.sub(x, f32x4.mul(n, numberOf(exponential, 1)));
  r = f32x4.sub(r, f32x4.mul(n, numberOf(exponential, 2)));
  let p = multiplyAdd(numberOf(exponential, 3), r, numberOf(exponential, 4));
  p = multiplyAdd(p, r, numberOf(exponential, 5));
  p = multiplyAdd(p, r, numberOf(exponential, 6));
  p = multiplyAdd(p, r, numberOf(exponential, 7));
  p = multiplyAdd(p, r, numberOf(exponential, 8));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), numberOf(exponential, 9));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** The natural logarithm within 2 units in the last place; −∞ of 0, NaN below. */
export function log4(given: v128): v128 {
  const isSmall = f32x4.lt(given, numberOf(logarithm, 13));
  const x = v128.bitselect(f32x4.mul(given, numberOf(logarithm, 14)), given, isSmall);
  // x = m · 2ᵉ, m from √½ to √2.
  const root = i32x4.splat(0x3f3504f3);
  const exponent = i32x4.shr_s(i32x4.sub(x, root), 23);
  const f = f32x4.sub(i32x4.sub(x, i32x4.shl(exponent, 23)), numberOf(logarithm, 12));
  const e = f32x4.sub(f32x4.convert_i32x4_s(exponent), v128.and(numberOf(logarithm, 15), isSmall));
  let p = numberOf(logarithm, 0);
  for (let i = 1; i < 9; i++) p = multiplyAdd(p, f, numberOf(logarithm, i));
  const square = f32x4.mul(f, f);
  p = f32x4.mul(p, f32x4.mul(square, f));
  p = multiplyAdd(e, numberOf(logarithm, 9), p);
  p = multiplyAdd(square, numberOf(logarithm, 10), p);
  const sum = multiplyAdd(e, numberOf(logarithm, 11), f32x4.add(f, p));
  const isPositive = f32x4.gt(given, f32x4.splat(0));
  const isZero = f32x4.eq(given, f32x4.splat(0));
  const outside = v128.bitselect(f32x4.splat(-Infinity), f32x4.splat(NaN), isZero);
  const found = v128.bitselect(sum, outside, isPositive);
  return v128.bitselect(given, found, f32x4.eq(given, f32x4.splat(Infinity)));
}

/** log(1 + u) for u from 0 to 1. */
function logOnePlus(u: v128): v128 {
  const one = numberOf(logarithm, 12);
  const y = f32x4.add(one, u);
  const lost = f32x4.sub(u, f32x4.sub(y, one));
  return f32x4.add(log4(y), f32x4.div(lost, y));
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid4(x: v128): v128 {
  const one = numberOf(exponential, 9);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** The hyperbolic tangent: a polynomial near 0, an exponential elsewhere. */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = numberOf(tangent, 0);
  for (let i = 1; i < 5; i++) p = multiplyAdd(p, square, numberOf(tangent, i));
  const near = multiplyAdd(f32x4.mul(p, square), x, x);
  const one = numberOf(tangent, 7);
  const two = numberOf(tangent, 6);
  const grown = f32x4.add(exp4(f32x4.mul(size, two)), one);
  const far = f32x4.sub(one, f32x4.div(two, grown));
  const found = v128.bitselect(near, far, f32x4.lt(size, numberOf(tangent, 5)));
  return v128.bitselect(found, x, i32x4.splat(0x7fffffff));
}

/** log(1 + eˣ). */
export function softplus4(x: v128): v128 {
  const positive = f32x4.max(x, f32x4.splat(0));
  return f32x4.add(positive, logOnePlus(exp4(f32x4.neg(f32x4.abs(x)))));
}

/** −1, 0 or 1; NaN where x is. */
export function sign4(x: v128): v128 {
  const one = v128.bitselect(f32x4.splat(1), x, i32x4.splat(0x7fffffff));
  return v128.bitselect(one, x, f32x4.ne(f32x4.abs(x), f32x4.splat(0)));
}

/** x to the power of `quarters` / 4: products and square roots. */
export function powerOfQuarters4(x: v128, quarters: i32): v128 {
  const count = abs(quarters);
  const root = f32x4.sqrt(x);
  let result = f32x4.splat(1);
  if (count & 2) result = root;
  if (count & 1) result = f32x4.mul(result, f32x4.sqrt(root));
  let square = x;
  for (let rest = count >> 2; rest > 0; rest >>= 1, square = f32x4.mul(square, square))
    if (rest & 1) result = f32x4.mul(result, square);
  return quarters < 0 ? f32x4.div(f32x4.splat(1), result) : result;
}
