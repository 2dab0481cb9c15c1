// RGB to HSV on the 8-bit scale, every colour as OpenCV's cvtColor. OpenCV reads integer reciprocals from tables,
//   overValue[v] = round(255 · 4096 / v)      S = (spread · overValue[v] + 2048) >> 12
//   overSpread[d] = round(30 · 4096 / d)      H = (sixth · overSpread[d] + 2048) >> 12
// Dividing four pixels at once is faster than looking them up one by one. In float32 it is exact: a quotient is at
// least 1 / 510 away from a half, which is more than its error, and products are integers below 2^23.

import { multiplyAdd } from './multiply-add';

// V8 makes constants of vectors anew in every round of a loop: these are read from memory instead. (Swizzles by constants are
// faster all the same.)
const scale: usize = memory.data<f32>([255 * 4096]);
const spreadOverValue: usize = memory.data<f32>([0.11764706]); // 30 / 255
const one: usize = memory.data<f32>([1]);
const half: usize = memory.data<f32>([0.5]);
// 1.5 · 2^35: a float that it is added to is rounded to a multiple of 4096, and how many is in the low bits.
const rounder: usize = memory.data<f32>([51539607552]);

/** `count` interleaved pixels from RGB to HSV. Reads and writes 52 bytes for every 16 pixels begun. */
export function rgbToHsv(rgb: usize, count: i32, hsv: usize): void {
  // Four pixels of three channels to four numbers of each channel; -1 gives 0.
  const planes = i8x16(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, -1, -1, -1, -1);
  const end = rgb + 3 * <usize>count;
  for (; rgb < end; rgb += 48, hsv += 48) {
    const a = i8x16.swizzle(v128.load(rgb), planes);
    const b = i8x16.swizzle(v128.load(rgb, 12), planes);
    const c = i8x16.swizzle(v128.load(rgb, 24), planes);
    const d = i8x16.swizzle(v128.load(rgb, 36), planes);
    const redGreenAb = i32x4.shuffle(a, b, 0, 4, 1, 5);
    const redGreenCd = i32x4.shuffle(c, d, 0, 4, 1, 5);
    const blueAb = i32x4.shuffle(a, b, 2, 6, 3, 7);
    const blueCd = i32x4.shuffle(c, d, 2, 6, 3, 7);
    const red = i64x2.shuffle(redGreenAb, redGreenCd, 0, 2);
    const green = i64x2.shuffle(redGreenAb, redGreenCd, 1, 3);
    const blue = i64x2.shuffle(blueAb, blueCd, 0, 2);
    convertSixteen(red, green, blue, hsv);
  }
}

function convertSixteen(r: v128, g: v128, b: v128, hsv: usize): void {
  const value = i8x16.max_u(r, i8x16.max_u(g, b));
  const spread = i8x16.sub(value, i8x16.min_u(r, i8x16.min_u(g, b)));

  // sixth = from − to + turns · spread. Where two channels are the largest, red goes before green before blue.
  const isRed = i8x16.eq(value, r);
  const isGreen = i8x16.eq(value, g);
  const from = v128.bitselect(g, v128.bitselect(b, r, isGreen), isRed);
  const to = v128.bitselect(b, v128.bitselect(r, g, isGreen), isRed);
  const turns = v128.andnot(v128.bitselect(i8x16.splat(2), i8x16.splat(4), isGreen), isRed);
  const offset = i16x8.sub(i16x8.extend_low_i8x16_u(from), i16x8.extend_low_i8x16_u(to));
  const sixthLow = i16x8.add(offset, i16x8.extmul_low_i8x16_u(turns, spread));
  const offsetHigh = i16x8.sub(i16x8.extend_high_i8x16_u(from), i16x8.extend_high_i8x16_u(to));
  const sixthHigh = i16x8.add(offsetHigh, i16x8.extmul_high_i8x16_u(turns, spread));

  const valueLow = i16x8.extend_low_i8x16_u(value);
  const valueHigh = i16x8.extend_high_i8x16_u(value);
  const spreadLow = i16x8.extend_low_i8x16_u(spread);
  const spreadHigh = i16x8.extend_high_i8x16_u(spread);
  const d0 = lowFloats(spreadLow);
  const d1 = highFloats(spreadLow);
  const d2 = lowFloats(spreadHigh);
  const d3 = highFloats(spreadHigh);
  const v0 = lowFloats(valueLow);
  const v1 = highFloats(valueLow);
  const v2 = lowFloats(valueHigh);
  const v3 = highFloats(valueHigh);
  const over0 = overBoth(v0, d0);
  const over1 = overBoth(v1, d1);
  const over2 = overBoth(v2, d2);
  const over3 = overBoth(v3, d3);
  const saturation = i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(saturations(d0, over0), saturations(d1, over1)),
    i16x8.narrow_i32x4_s(saturations(d2, over2), saturations(d3, over3)),
  );
  const hueLow = i16x8.narrow_i32x4_s(
    hues(lowFloats(sixthLow), v0, over0),
    hues(highFloats(sixthLow), v1, over1),
  );
  const hueHigh = i16x8.narrow_i32x4_s(
    hues(lowFloats(sixthHigh), v2, over2),
    hues(highFloats(sixthHigh), v3, over3),
  );
  const hue = i8x16.narrow_i16x8_u(notNegative(hueLow), notNegative(hueHigh));
  storeSixteen(hue, saturation, value, hsv);
}

function lowFloats(integers: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(integers));
}

function highFloats(integers: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(integers));
}

/** One division for both reciprocals: 1 / v = d / (v d) and 1 / d = v / (v d). Where d is 0, so are H and S. */
function overBoth(v: v128, d: v128): v128 {
  return f32x4.div(v128.load32_splat(scale), f32x4.pmax(f32x4.mul(v, d), v128.load32_splat(one)));
}

function saturations(d: v128, over: v128): v128 {
  return productShiftedBy12(d, f32x4.nearest(f32x4.mul(over, d)));
}

function hues(sixth: v128, v: v128, over: v128): v128 {
  const overSpread = f32x4.mul(over, f32x4.mul(v, v128.load32_splat(spreadOverValue)));
  return productShiftedBy12(sixth, f32x4.nearest(overSpread));
}

/** (a b + 2048) >> 12 of floats that hold integers, as integers. Products are exact, rounded by themselves or not. */
function productShiftedBy12(a: v128, b: v128): v128 {
  // The half keeps ties from being rounded to even, and is too little to move anything else.
  const sum = multiplyAdd(a, b, v128.load32_splat(half));
  return i32x4.sub(f32x4.add(sum, v128.load32_splat(rounder)), v128.load32_splat(rounder));
}

/** Half degrees below 0 are brought to 0–179. */
function notNegative(hue: v128): v128 {
  return i16x8.add(hue, v128.and(i16x8.shr_s(hue, 15), i16x8.splat(180)));
}

function storeSixteen(hue: v128, saturation: v128, value: v128, hsv: usize): void {
  const pixels = i8x16(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11, -1, -1, -1, -1);
  const hueSaturationLow = i32x4.shuffle(hue, saturation, 0, 4, 1, 5);
  const hueSaturationHigh = i32x4.shuffle(hue, saturation, 2, 6, 3, 7);
  const valueLow = i32x4.shuffle(value, value, 0, 4, 1, 5);
  const valueHigh = i32x4.shuffle(value, value, 2, 6, 3, 7);
  v128.store(hsv, i8x16.swizzle(i64x2.shuffle(hueSaturationLow, valueLow, 0, 2), pixels));
  v128.store(hsv, i8x16.swizzle(i64x2.shuffle(hueSaturationLow, valueLow, 1, 3), pixels), 12);
  v128.store(hsv, i8x16.swizzle(i64x2.shuffle(hueSaturationHigh, valueHigh, 0, 2), pixels), 24);
  v128.store(hsv, i8x16.swizzle(i64x2.shuffle(hueSaturationHigh, valueHigh, 1, 3), pixels), 36);
}
