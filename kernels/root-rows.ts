// Square roots of rows of numbers that are first divided by their sum.

/**
 * Replaces each of `count` rows of `length` floats by the square roots of its values divided by their sum, computed in
 * float64; a row of zeros stays.
 * @returns the first row whose sum is not finite or that has a value below zero; −1 where there is none. Rows from there
 * on are left as they are.
 */
export function rootRows(values: usize, length: i32, count: i32): i32 {
  const bytes: usize = 4 * <usize>length;
  for (let row = 0; row < count; row++) {
    const sum = sumOf(values, bytes);
    // False for NaN, too.
    if (!(sum < Infinity)) return row;
    if (sum > 0) rootRow(values, bytes, sum);
    values += bytes;
  }
  return -1;
}

/** NaN where a value is below zero. One after the other, as the reference does. */
function sumOf(values: usize, bytes: usize): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 4) {
    const value = <f64>load<f32>(values + at);
    sum += value < 0 ? NaN : value;
  }
  return sum;
}

function rootRow(values: usize, bytes: usize, sum: f64): void {
  const whole = bytes & ~15;
  const sums = f64x2.splat(sum);
  for (let at: usize = 0; at < whole; at += 16) {
    const four = v128.load(values + at);
    const low = f64x2.sqrt(f64x2.div(f64x2.promote_low_f32x4(four), sums));
    const upper = i32x4.shuffle(four, four, 2, 3, 2, 3);
    const high = f64x2.sqrt(f64x2.div(f64x2.promote_low_f32x4(upper), sums));
    const roots = i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
    v128.store(values + at, roots);
  }
  for (let at = whole; at < bytes; at += 4)
    store<f32>(values + at, <f32>sqrt<f64>(<f64>load<f32>(values + at) / sum));
}
