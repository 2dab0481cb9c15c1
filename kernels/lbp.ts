// Local binary patterns: which points of a circle around each pixel are at least as bright as the pixel.
//
// The screen, in 16-bit integers, decides nearly all pixels. It works on grey values times 128 with weights in Q15:
//   top = a + (b − a)·across, bottom = c + (d − c)·across, point = top + (bottom − top)·down.
// Each product is wrong by at most 1 for its weight (Q15, cut at 32767 where 1 would be nearest) and by 1/2 for its
// rounding. Top and bottom are mixed, not added, so the point is wrong by at most 3: beyond 3 its sign is certain.
// The other pixels are decided again in float64, in the very operations of the reference, two at a time.

import { interleavePlanes } from './lbp-codes';
import { exactPair } from './lbp-exact';

/** One point of the circle relative to the pixel, in bytes: rows down f64, columns right f64. */
const POINT_BYTES: usize = 16;
/** Bits of a pattern are gathered eight points at a time, one byte a pixel. */
const PLANES = 4;
const UNCERTAIN: i16 = 3;

/** Grey values times 128 with `margin` zeros on every side and at least 16 more on the right: `stride` numbers a row. */
export function lbpFrame(grey: usize, width: i32, height: i32, frame: usize, margin: i32, stride: i32): void {
  memory.fill(frame, 0, (<usize>(stride * (height + 2 * margin))) << 1);
  for (let y = 0; y < height; y++) {
    const from = grey + <usize>(y * width);
    const to = frame + ((<usize>((y + margin) * stride + margin)) << 1);
    let x = 0;
    for (; x + 8 <= width; x += 8)
      v128.store(to + ((<usize>x) << 1), i16x8.shl(v128.load8x8_u(from + <usize>x), 7));
    for (; x < width; x++) store<i16>(to + ((<usize>x) << 1), <i16>((<i32>load<u8>(from + <usize>x)) << 7));
  }
}

/**
 * The patterns of rows `fromRow` to `toRow`, four bytes a pixel, bit p for point p; it writes up to 15 pixels more.
 * `planes`: scratch of 4 · `stride` bytes.
 */
export function lbpPatterns(
  frame: usize,
  stride: i32,
  margin: i32,
  width: i32,
  circle: usize,
  points: i32,
  fromRow: i32,
  toRow: i32,
  planes: usize,
  patterns: usize,
): void {
  for (let y = fromRow; y < toRow; y++) {
    memory.fill(planes, 0, <usize>(PLANES * stride));
    const centre = frame + ((<usize>((y + margin) * stride + margin)) << 1);
    for (let p = 0; p < points; p++) {
      const point = circle + <usize>p * POINT_BYTES;
      const plane = planes + <usize>((p >> 3) * stride);
      addPoint(centre, stride, width, y, load<f64>(point), load<f64>(point, 8), plane, 1 << (p & 7));
    }
    interleavePlanes(planes, stride, width, patterns + ((<usize>(y * width)) << 2));
  }
}

function addPoint(
  centre: usize,
  stride: i32,
  width: i32,
  y: i32,
  rows: f64,
  columns: f64,
  plane: usize,
  bit: i32,
): void {
  const first = centre + ((<usize>(<i32>floor(rows) * stride + <i32>floor(columns))) << 1);
  const down = rows - floor(rows);
  const across = columns - floor(columns);
  if (down === 0 && across === 0) addWholePoint(centre, first, width, plane, bit);
  else if (down === 0) addMixedPoint(centre, first, first, width, y, rows, columns, plane, bit);
  else addMixedPoint(centre, first, first + ((<usize>stride) << 1), width, y, rows, columns, plane, bit);
}

/** A point that falls on a pixel. */
function addWholePoint(centre: usize, point: usize, width: i32, plane: usize, bit: i32): void {
  const bits = i8x16.splat(<i8>bit);
  for (let x: usize = 0; x < <usize>width; x += 16) {
    const o = x << 1;
    const low = i16x8.ge_s(v128.load(point + o), v128.load(centre + o));
    const high = i16x8.ge_s(v128.load(point + o, 16), v128.load(centre + o, 16));
    const brighter = i8x16.narrow_i16x8_s(low, high);
    v128.store(plane + x, v128.or(v128.load(plane + x), v128.and(brighter, bits)));
  }
}

/** A point between pixels; `above` and `below`: the left ones of the two pairs around it. */
function addMixedPoint(
  centre: usize,
  above: usize,
  below: usize,
  width: i32,
  y: i32,
  rows: f64,
  columns: f64,
  plane: usize,
  bit: i32,
): void {
  const bits = i8x16.splat(<i8>bit);
  const across = i16x8.splat(q15(columns - floor(columns)));
  const down = i16x8.splat(q15(rows - floor(rows)));
  const limit = i16x8.splat(UNCERTAIN);
  for (let x: usize = 0; x < <usize>width; x += 16) {
    const o = x << 1;
    const low = screen(centre + o, above + o, below + o, across, down);
    const high = screen(centre + o + 16, above + o + 16, below + o + 16, across, down);
    let brighter = i8x16.narrow_i16x8_s(i16x8.gt_s(low, limit), i16x8.gt_s(high, limit));
    const near = i8x16.narrow_i16x8_s(i16x8.le_s(i16x8.abs(low), limit), i16x8.le_s(i16x8.abs(high), limit));
    if (v128.any_true(near)) {
      const uncertain = i8x16.bitmask(near);
      brighter = v128.or(
        brighter,
        decide(uncertain, centre + o, above + o, below + o, <i32>x, y, rows, columns),
      );
    }
    v128.store(plane + x, v128.or(v128.load(plane + x), v128.and(brighter, bits)));
  }
}

function q15(share: f64): i16 {
  return <i16>min<i32>(<i32>nearest(share * 32768), 32767);
}

/** Eight points minus their pixels, times 128, wrong by at most 3. */
function screen(centre: usize, above: usize, below: usize, across: v128, down: v128): v128 {
  const a = v128.load(above);
  const c = v128.load(below);
  const top = i16x8.add(a, i16x8.q15mulr_sat_s(i16x8.sub(v128.load(above, 2), a), across));
  const bottom = i16x8.add(c, i16x8.q15mulr_sat_s(i16x8.sub(v128.load(below, 2), c), across));
  const point = i16x8.add(top, i16x8.q15mulr_sat_s(i16x8.sub(bottom, top), down));
  return i16x8.sub(point, v128.load(centre));
}

/** The uncertain ones of 16 pixels, decided in float64: bytes of ones where the point is at least as bright. */
function decide(
  uncertain: i32,
  centre: usize,
  above: usize,
  below: usize,
  x: i32,
  y: i32,
  rows: f64,
  columns: f64,
): v128 {
  let brighter = 0;
  for (let left = uncertain; left !== 0; ) {
    const pair = ctz(left) & ~1;
    const o = (<usize>pair) << 1;
    brighter |= exactPair(centre + o, above + o, below + o, <f64>(x + pair), <f64>y, rows, columns) << pair;
    left &= ~(3 << pair);
  }
  brighter &= uncertain;
  // Lane i of 16 keeps bit i.
  const bytes = i64x2.replace_lane(
    i8x16.splat(<i8>brighter),
    1,
    <i64>i64x2.extract_lane(i8x16.splat(<i8>(brighter >> 8)), 0),
  );
  const lanes = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  return i8x16.eq(v128.and(bytes, lanes), lanes);
}
