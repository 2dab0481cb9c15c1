// 16-bit sums of bytes under weights that are whole numbers after doubling them `shift` times, at most 7. Products and
// sums wrap around; what matters is that no whole sum leaves ±32640. See kernels/correlate-f32.ts for taps and
// `spare`; results are `length` values a row, one row right after the other.

/** `count` rows of bytes, rounded half to even and saturated, from 16-bit samples `stride` bytes a row. */
export function correlateI16ToU8(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  tapCount: i32,
  shift: i32,
  spare: usize,
  out: usize,
): void {
  correlate<u8>(rows, stride, count, length, taps, tapCount, shift, spare, out);
}

/** The same in float32, as they are. */
export function correlateI16ToF32(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  tapCount: i32,
  shift: i32,
  spare: usize,
  out: usize,
): void {
  correlate<f32>(rows, stride, count, length, taps, tapCount, shift, spare, out);
}

function correlate<To>(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  tapCount: i32,
  shift: i32,
  spare: usize,
  out: usize,
): void {
  const end = taps + <usize>tapCount * 12;
  const bytes = <usize>length * sizeof<To>();
  for (; count > 0; count -= 2, rows += 2 * stride, out += 2 * bytes) {
    pair<To>(rows, length, taps, end, shift, out, spare);
    memory.copy(out + bytes, spare, bytes);
  }
}

function pair<To>(
  rows: usize,
  length: i32,
  taps: usize,
  end: usize,
  shift: i32,
  upper: usize,
  lower: usize,
): void {
  const step = 32 * sizeof<To>();
  for (let x = 0; x < length; x += 32, rows += 64, upper += step, lower += step) {
    let a = i16x8.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    for (let tap = taps; tap < end; tap += 12) {
      const p = rows + <usize>load<u32>(tap);
      const above = v128.load16_splat(tap, 4);
      const below = v128.load16_splat(tap, 8);
      const sample0 = v128.load(p);
      a = i16x8.add(a, i16x8.mul(sample0, above));
      e = i16x8.add(e, i16x8.mul(sample0, below));
      const sample1 = v128.load(p, 16);
      b = i16x8.add(b, i16x8.mul(sample1, above));
      f = i16x8.add(f, i16x8.mul(sample1, below));
      const sample2 = v128.load(p, 32);
      c = i16x8.add(c, i16x8.mul(sample2, above));
      g = i16x8.add(g, i16x8.mul(sample2, below));
      const sample3 = v128.load(p, 48);
      d = i16x8.add(d, i16x8.mul(sample3, above));
      h = i16x8.add(h, i16x8.mul(sample3, below));
    }
    finish<To>(a, b, shift, upper);
    finish<To>(c, d, shift, upper + 16 * sizeof<To>());
    finish<To>(e, f, shift, lower);
    finish<To>(g, h, shift, lower + 16 * sizeof<To>());
  }
}

function finish<To>(low: v128, high: v128, shift: i32, out: usize): void {
  if (isFloat<To>()) {
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
