// Sums of weighted samples over padded rows (kernels/pad-rows.ts): for every tap, a sample so many bytes from the
// start of the window times a weight. Lists of taps serve every shape of kernel, every dilation and any number of
// channels with one loop.
//
// Loads bound that loop. So two rows are made at a time, and a sample is loaded once for both: a tap is an i32 byte
// offset from the window of the upper row, a weight for the upper row and one for the lower, 4 bytes each. Before the
// taps stand three i32: where those that only the upper row has end, those of both and those that only the lower has,
// in bytes from the beginning. With an odd `count` one row more is read and written than asked for.
//
// Rows of the result follow one another without a gap. The last block of a row begins so much earlier that it ends
// with the row. A row shorter than a block runs over into the next, which is written after it.

import { multiplyAdd } from './multiply-add';

/** `count` rows of `length` float32 sums from float32 rows of `stride` bytes. */
export function correlateF32(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  sums: usize,
): void {
  correlate<f32, f32>(rows, stride, count, length, taps, 0, sums);
}

/**
 * `count` rows of bytes, rounded half to even and saturated, from 16-bit samples. Weights are whole numbers after
 * doubling them `shift` times, at most 7. Products and sums wrap around; what matters is that no whole sum leaves
 * ±32640.
 */
export function correlateI16ToU8(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  shift: i32,
  out: usize,
): void {
  correlate<i16, u8>(rows, stride, count, length, taps, shift, out);
}

/** The same in float32, as they are. */
export function correlateI16ToF32(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  shift: i32,
  out: usize,
): void {
  correlate<i16, f32>(rows, stride, count, length, taps, shift, out);
}

function correlate<Sample, To>(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  shift: i32,
  out: usize,
): void {
  const bytes = <usize>length * sizeof<To>();
  for (; count > 0; count -= 2, rows += 2 * stride, out += 2 * bytes)
    pair<Sample, To>(rows, length, taps, shift, out, out + bytes);
}

function pair<Sample, To>(
  rows: usize,
  length: i32,
  taps: usize,
  shift: i32,
  upper: usize,
  lower: usize,
): void {
  const block: i32 = 64 / sizeof<Sample>();
  const half = (block >> 1) * sizeof<To>();
  const onlyAbove = taps + <usize>load<u32>(taps);
  const ofBoth = taps + <usize>load<u32>(taps, 4);
  const onlyBelow = taps + <usize>load<u32>(taps, 8);
  for (let rest = length - block; ; ) {
    let a = i32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let tap = taps + 12;
    for (; tap < onlyAbove; tap += 12) {
      const p = rows + <usize>load<u32>(tap);
      const weight = weightAt<Sample>(tap + 4);
      a = added<Sample>(a, v128.load(p), weight);
      b = added<Sample>(b, v128.load(p, 16), weight);
      c = added<Sample>(c, v128.load(p, 32), weight);
      d = added<Sample>(d, v128.load(p, 48), weight);
    }
    for (; tap < ofBoth; tap += 12) {
      const p = rows + <usize>load<u32>(tap);
      const above = weightAt<Sample>(tap + 4);
      const below = weightAt<Sample>(tap + 8);
      const sample0 = v128.load(p);
      a = added<Sample>(a, sample0, above);
      e = added<Sample>(e, sample0, below);
      const sample1 = v128.load(p, 16);
      b = added<Sample>(b, sample1, above);
      f = added<Sample>(f, sample1, below);
      const sample2 = v128.load(p, 32);
      c = added<Sample>(c, sample2, above);
      g = added<Sample>(g, sample2, below);
      const sample3 = v128.load(p, 48);
      d = added<Sample>(d, sample3, above);
      h = added<Sample>(h, sample3, below);
    }
    for (; tap < onlyBelow; tap += 12) {
      const p = rows + <usize>load<u32>(tap);
      const weight = weightAt<Sample>(tap + 8);
      e = added<Sample>(e, v128.load(p), weight);
      f = added<Sample>(f, v128.load(p, 16), weight);
      g = added<Sample>(g, v128.load(p, 32), weight);
      h = added<Sample>(h, v128.load(p, 48), weight);
    }
    finish<Sample, To>(a, b, shift, upper);
    finish<Sample, To>(c, d, shift, upper + half);
    finish<Sample, To>(e, f, shift, lower);
    finish<Sample, To>(g, h, shift, lower + half);
    if (rest <= 0) break;
    const step = min(block, rest);
    rest -= step;
    rows += <usize>step * sizeof<Sample>();
    upper += <usize>step * sizeof<To>();
    lower += <usize>step * sizeof<To>();
  }
}

function weightAt<Sample>(pointer: usize): v128 {
  return isFloat<Sample>() ? v128.load32_splat(pointer) : v128.load16_splat(pointer);
}

function added<Sample>(sum: v128, samples: v128, weight: v128): v128 {
  if (isFloat<Sample>()) return multiplyAdd(samples, weight, sum);
  return i16x8.add(sum, i16x8.mul(samples, weight));
}

/** Half a block of one row. Kept so small that the compiler puts it in place. */
function finish<Sample, To>(low: v128, high: v128, shift: i32, out: usize): void {
  if (isFloat<Sample>()) {
    v128.store(out, low);
    v128.store(out, high, 16);
  } else if (isFloat<To>()) {
    const scale = f32x4.splat(1 / <f32>(1 << shift));
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low)), scale));
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low)), scale), 16);
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high)), scale), 32);
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high)), scale), 48);
  } else {
    v128.store(out, i8x16.narrow_i16x8_u(halfToEven(low, shift), halfToEven(high, shift)));
  }
}

/** Adds just under a half, and the rest of the half where the whole part is odd. */
function halfToEven(sum: v128, shift: i32): v128 {
  if (shift === 0) return sum;
  const odd = v128.and(i16x8.shr_s(sum, shift), i16x8.splat(1));
  const belowHalf: i32 = (1 << (shift - 1)) - 1;
  return i16x8.shr_s(i16x8.add(i16x8.add(sum, i16x8.splat(<i16>belowHalf)), odd), shift);
}
