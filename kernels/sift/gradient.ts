// Gradients of float planes in float64, two pixels at a time (see fast-atan2.ts, the reference: its polynomial, and
// its order of operations).

const DEGREES: f64 = 180 / Math.PI;

/** 7th, 5th, 3rd and 1st coefficient; 90, 180, 360. In memory, since V8 makes constants anew in every turn. */
const ANGLE: usize = memory.data<f64>(
  [
    -0.04432655554792128 * DEGREES,
    0.1555786518463281 * DEGREES,
    -0.3258083974640975 * DEGREES,
    0.9997878412794807 * DEGREES,
    90,
    180,
    360,
  ],
  16,
);

/** Differences of two floats each, rounded to float32, in float64. */
export function difference(plus: usize, minus: usize): v128 {
  return f64x2.promote_low_f32x4(f32x4.sub(v128.load64_zero(plus), v128.load64_zero(minus)));
}

/** Rounds to float32. */
export function rounded(value: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(value));
}

/** Angles of (x, y) in degrees, 0–360; 0 where both are 0. */
export function angles(y: v128, x: v128): v128 {
  const zero = f64x2.splat(0);
  const ax = f64x2.abs(x);
  const ay = f64x2.abs(y);
  const longer = f64x2.pmax(ax, ay);
  const slope = f64x2.div(f64x2.pmin(ax, ay), longer);
  const square = f64x2.mul(slope, slope);
  let angle = f64x2.add(f64x2.mul(constant(0), square), constant(1));
  angle = f64x2.add(f64x2.mul(angle, square), constant(2));
  angle = f64x2.add(f64x2.mul(angle, square), constant(3));
  angle = f64x2.mul(angle, slope);
  angle = v128.bitselect(f64x2.sub(constant(4), angle), angle, f64x2.gt(ay, ax));
  angle = v128.bitselect(f64x2.sub(constant(5), angle), angle, f64x2.lt(x, zero));
  angle = v128.bitselect(f64x2.sub(constant(6), angle), angle, f64x2.lt(y, zero));
  // 0 / 0 above is no number.
  return v128.and(angle, f64x2.gt(longer, zero));
}

function constant(i: usize): v128 {
  return v128.load64_splat(ANGLE + (i << 3));
}
