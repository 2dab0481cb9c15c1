// Gradients of 8 neighbouring pixels of an 8-bit image: their lengths and directions.

/** Lanes of a group of 8 that have a neighbour on their left: at the left border, and elsewhere. */
const LEFT = memory.data<i16>([0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1], 16);

/** Read from 8 - n on, the first n lanes. */
const FIRST = memory.data<i16>([-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0], 16);

/** The lanes in which a group of 8 from column `x` on has neighbours on both sides; for `polarGradient`. */
export function insideLanes(x: i32, width: i32): v128 {
  const count = min(width - 1 - x, 8);
  return v128.and(v128.load(LEFT + (x === 0 ? 0 : 16)), v128.load(FIRST + 2 * <usize>(8 - count)));
}

/**
 * Lengths (√(dx² + dy²)) and ratios dx/dy of the 8 pixels at `center`, f32 each; `above` and `below`: their neighbours,
 * or twice `center` at the border. `inside`: lanes in which dx counts. The ratio falls from +∞ to −∞ as the direction
 * turns from 0° to 180°, and opposite directions have the same; along x it is +∞, and NaN where there is no gradient.
 */
export function polarGradient(
  center: usize,
  above: usize,
  below: usize,
  inside: v128,
  lengths: usize,
  ratios: usize,
): void {
  const alongX = v128.and(i16x8.sub(v128.load8x8_u(center + 1), v128.load8x8_u(center - 1)), inside);
  const dy = i16x8.sub(v128.load8x8_u(below), v128.load8x8_u(above));
  const dx = v128.bitselect(i16x8.abs(alongX), alongX, i16x8.eq(dy, i16x8.splat(0)));
  const low = i16x8.shuffle(dx, dy, 0, 8, 1, 9, 2, 10, 3, 11);
  const high = i16x8.shuffle(dx, dy, 4, 12, 5, 13, 6, 14, 7, 15);
  v128.store(lengths, f32x4.sqrt(f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(low, low))));
  v128.store(lengths, f32x4.sqrt(f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(high, high))), 16);
  const dxLow = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(dx));
  const dyLow = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(dy));
  v128.store(ratios, f32x4.div(dxLow, dyLow));
  const dxHigh = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(dx));
  const dyHigh = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(dy));
  v128.store(ratios, f32x4.div(dxHigh, dyHigh), 16);
}
