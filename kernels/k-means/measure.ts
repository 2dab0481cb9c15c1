// Squared distances of points, each measured by itself: to seed words, and to find the farthest points.
import { Band } from './band';

/**
 * The squared distance of rows of float32, a multiple of eight numbers, in float64: eight sums side by side, each of
 * every eighth number in their order, then ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).
 */
export function squaredDistance(a: usize, b: usize, stride: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = a + ((<usize>stride) << 2);
  for (; a < end; a += 32, b += 32) {
    s0 = f64x2.add(s0, squaredDifference(v128.load64_zero(a), v128.load64_zero(b)));
    s1 = f64x2.add(s1, squaredDifference(v128.load64_zero(a, 8), v128.load64_zero(b, 8)));
    s2 = f64x2.add(s2, squaredDifference(v128.load64_zero(a, 16), v128.load64_zero(b, 16)));
    s3 = f64x2.add(s3, squaredDifference(v128.load64_zero(a, 24), v128.load64_zero(b, 24)));
  }
  const sums = f64x2.add(f64x2.add(s0, s2), f64x2.add(s1, s3));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

function squaredDifference(a: v128, b: v128): v128 {
  const difference = f64x2.sub(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
  return f64x2.mul(difference, difference);
}

/** Squared distances of points `from` to `to` from their words as they are rounded, in float64. */
export function ownBytes(band: Band, from: i32, to: i32, distances: usize): void {
  for (let i = from; i < to; i++) {
    const point = band.points + <usize>i * <usize>band.stride;
    const label = load<i32>(band.labels + ((<usize>i) << 2));
    const row = band.rows + ((<usize>label * <usize>band.stride) << 1);
    let sums = i32x4.splat(0);
    for (let d: usize = 0; d < <usize>band.stride; d += 8)
      sums = i32x4.add(sums, i32x4.dot_i16x8_s(v128.load8x8_u(point + d), v128.load(row + (d << 1))));
    const score = load<i32>(band.halves + ((<usize>label) << 2)) - sumOf(sums);
    const scaled = max(0, load<i32>(band.squares + ((<usize>i) << 2)) + score);
    store<f64>(distances + ((<usize>i) << 3), <f64>scaled * band.unit);
  }
}

/** As `ownBytes`, of float32. */
export function ownFloats(band: Band, from: i32, to: i32, distances: usize): void {
  const rowBytes = (<usize>band.stride) << 2;
  for (let i = from; i < to; i++) {
    const label = load<i32>(band.labels + ((<usize>i) << 2));
    const point = band.points + <usize>i * rowBytes;
    store<f64>(
      distances + ((<usize>i) << 3),
      squaredDistance(point, band.rows + <usize>label * rowBytes, band.stride),
    );
  }
}

/**
 * Lowers the squared distances of points `from` to `to` where the row `centre`, number `mark`, is nearer, and marks them
 * so. Returns the sum of all of them.
 */
export function lowerBytes(
  band: Band,
  from: i32,
  to: i32,
  centre: usize,
  mark: i32,
  distances: usize,
  marks: usize,
): f64 {
  let total: f64 = 0;
  for (let i = from; i < to; i++) {
    const point = band.points + <usize>i * <usize>band.stride;
    let sums = i32x4.splat(0);
    for (let d: usize = 0; d < <usize>band.stride; d += 8) {
      const difference = i16x8.sub(v128.load8x8_u(point + d), v128.load8x8_u(centre + d));
      sums = i32x4.add(sums, i32x4.dot_i16x8_s(difference, difference));
    }
    const distance = <f64>sumOf(sums);
    const at = distances + ((<usize>i) << 3);
    let lowest = load<f64>(at);
    if (distance < lowest) {
      store<f64>(at, (lowest = distance));
      store<i32>(marks + ((<usize>i) << 2), mark);
    }
    total += lowest;
  }
  return total;
}

/** As `lowerBytes`, of float32; distances are rounded to the grid on which their sums are exact. */
export function lowerFloats(
  band: Band,
  from: i32,
  to: i32,
  centre: usize,
  mark: i32,
  distances: usize,
  marks: usize,
  grid: f64,
): f64 {
  const rowBytes = (<usize>band.stride) << 2;
  // What a float32 distance, of four sums of a quarter of the numbers each, is at most too large by.
  const surely: f64 = 1 - 1.2e-7 * <f64>(band.stride + 8);
  let total: f64 = 0;
  for (let i = from; i < to; i++) {
    const point = band.points + <usize>i * rowBytes;
    const at = distances + ((<usize>i) << 3);
    let lowest = load<f64>(at);
    if (<f64>roughDistance(point, centre, rowBytes) * surely < lowest) {
      const distance = squaredDistance(point, centre, band.stride) + grid - grid;
      if (distance < lowest) {
        store<f64>(at, (lowest = distance));
        store<i32>(marks + ((<usize>i) << 2), mark);
      }
    }
    total += lowest;
  }
  return total;
}

function roughDistance(a: usize, b: usize, rowBytes: usize): f32 {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  for (const end = a + rowBytes; a < end; a += 32, b += 32) {
    const d0 = f32x4.sub(v128.load(a), v128.load(b));
    const d1 = f32x4.sub(v128.load(a, 16), v128.load(b, 16));
    s0 = f32x4.add(s0, f32x4.mul(d0, d0));
    s1 = f32x4.add(s1, f32x4.mul(d1, d1));
  }
  s0 = f32x4.add(s0, s1);
  s0 = f32x4.add(s0, i32x4.shuffle(s0, s0, 2, 3, 0, 1));
  return f32x4.extract_lane(s0, 0) + f32x4.extract_lane(s0, 1);
}

function sumOf(lanes: v128): i32 {
  const halves = i32x4.add(lanes, i32x4.shuffle(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}
