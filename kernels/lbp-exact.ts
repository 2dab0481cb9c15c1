// The comparison of a point between pixels with its pixel as scikit-image rounds it: every step in float64.

/**
 * Two neighbouring pixels at (`x`, `y`) and (`x` + 1, `y`): bit 0 and 1 where the point is at least as bright.
 * The shares are those of the absolute coordinate, whose last digits depend on x and y and decide ties. Pixels are
 * times 128, which changes no float64 rounding.
 */
export function exactPair(
  centre: usize,
  above: usize,
  below: usize,
  x: f64,
  y: f64,
  rows: f64,
  columns: f64,
): i32 {
  const one = f64x2.splat(1);
  const row = y + rows;
  const down = f64x2.splat(row - floor(row));
  const column = f64x2.add(f64x2(x, x + 1), f64x2.splat(columns));
  const across = f64x2.sub(column, f64x2.floor(column));
  const top = mix(pair(above), pair(above + 2), f64x2.sub(one, across), across);
  const bottom = mix(pair(below), pair(below + 2), f64x2.sub(one, across), across);
  const point = mix(top, bottom, f64x2.sub(one, down), down);
  return i64x2.bitmask(f64x2.ge(f64x2.sub(point, pair(centre)), f64x2.splat(0)));
}

function mix(a: v128, b: v128, shareOfA: v128, shareOfB: v128): v128 {
  return f64x2.add(f64x2.mul(shareOfA, a), f64x2.mul(shareOfB, b));
}

/** Two 16-bit numbers as float64. */
function pair(numbers: usize): v128 {
  return f64x2.convert_low_i32x4_s(i32x4.extend_low_i16x8_s(v128.load32_zero(numbers)));
}
