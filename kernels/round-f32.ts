// float32 sums to bytes, rounded half to even and saturated, and what is wrong with sums. Works in blocks and writes
// past the end.

/** 1.5 · 2^23: added to a number below 2^22, it leaves the rounded number in the lowest bits. */
const ROUNDER: f32 = 12582912;
const ROUNDER_BITS: i32 = 0x4b400000;

/**
 * float32 sums below 2^22 in magnitude to bytes. Sums within `doubt` of half way between two numbers, which a more
 * exact sum might round otherwise, have their indices written to `doubtful`, 4 bytes each.
 * @returns how many.
 */
export function roundF32(sums: usize, count: i32, doubt: f32, doubtful: usize, out: usize): i32 {
  const limit = f32x4.splat(<f32>0.5 - doubt);
  const first = doubtful;
  for (let x = 0; x < count; x += 16, sums += 64, out += 16) {
    const a = v128.load(sums);
    const b = v128.load(sums, 16);
    const c = v128.load(sums, 32);
    const d = v128.load(sums, 48);
    const low = i16x8.narrow_i32x4_s(rounded(a), rounded(b));
    const high = i16x8.narrow_i32x4_s(rounded(c), rounded(d));
    v128.store(out, i8x16.narrow_i16x8_u(low, high));
    const near = v128.or(
      v128.or(isDoubtful(a, limit), isDoubtful(b, limit)),
      v128.or(isDoubtful(c, limit), isDoubtful(d, limit)),
    );
    if (v128.any_true(near)) doubtful = listDoubts(sums, x, min(16, count - x), <f32>0.5 - doubt, doubtful);
  }
  return <i32>((doubtful - first) >> 2);
}

function rounded(sum: v128): v128 {
  return i32x4.sub(f32x4.add(sum, f32x4.splat(ROUNDER)), i32x4.splat(ROUNDER_BITS));
}

function isDoubtful(sum: v128, limit: v128): v128 {
  const nearest = f32x4.sub(f32x4.add(sum, f32x4.splat(ROUNDER)), f32x4.splat(ROUNDER));
  return f32x4.gt(f32x4.abs(f32x4.sub(sum, nearest)), limit);
}

function listDoubts(sums: usize, from: i32, count: i32, limit: f32, doubtful: usize): usize {
  for (let i = 0; i < count; i++) {
    const sum = load<f32>(sums + ((<usize>i) << 2));
    if (abs(sum - nearest(sum)) <= limit) continue;
    store<i32>(doubtful, from + i);
    doubtful += 4;
  }
  return doubtful;
}

/** Whether none of `count` numbers is infinite or NaN, whose products with 0 are NaN. */
export function allFinite(numbers: usize, count: i32): bool {
  const zero = f32x4.splat(0);
  let a = zero;
  let b = zero;
  let c = zero;
  let d = zero;
  let x = 0;
  for (; x <= count - 16; x += 16, numbers += 64) {
    a = f32x4.add(a, f32x4.mul(v128.load(numbers), zero));
    b = f32x4.add(b, f32x4.mul(v128.load(numbers, 16), zero));
    c = f32x4.add(c, f32x4.mul(v128.load(numbers, 32), zero));
    d = f32x4.add(d, f32x4.mul(v128.load(numbers, 48), zero));
  }
  let rest: f32 = 0;
  for (; x < count; x++, numbers += 4) rest += load<f32>(numbers) * 0;
  const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return rest === 0 && i32x4.all_true(f32x4.eq(sum, zero));
}
