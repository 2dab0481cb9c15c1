// Gaussian blur of float planes, rounded tap by tap as a fused multiply-add would (see gaussian-blur.ts, the
// reference). WebAssembly has no fused multiply-add, but the product of two floats is exact in float64: the sum is
// made there, two pixels at a time, and goes through float32 and back after every tap.

/** Pixels that both passes make at once; lines have room for the next multiple of it. */
const STEP: i32 = 16;

/** 2^29 + 1: splits the 53 bits of a float64 after the 24th. In memory, since V8 makes constants anew in every turn. */
const SPLITTER: usize = memory.data<f64>([536870913], 16);

/** sum + value · tap in float64, rounded to the 24 bits of a float32 by Veltkamp's splitting; ties go to even. */
function fused(sum: v128, value: v128, tap: v128, splitter: v128): v128 {
  const exact = f64x2.add(sum, f64x2.mul(value, tap));
  const scaled = f64x2.mul(exact, splitter);
  return f64x2.sub(scaled, f64x2.sub(scaled, exact));
}

/** Four floats of two sums. */
function joined(left: v128, right: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(left), f32x4.demote_f64x2_zero(right), 0, 2);
}

/** Index mirrored into 0 … length − 1, without repeating the ends. */
function mirrored(i: i32, length: i32): i32 {
  if (length === 1) return 0;
  while (i < 0 || i >= length) i = i < 0 ? -i : 2 * length - 2 - i;
  return i;
}

/** A row of `width` floats in float64, with `radius` mirrored pixels at either end. */
export function siftPadRow(row: usize, width: i32, radius: i32, padded: usize): void {
  const start = padded + ((<usize>radius) << 3);
  let x = 0;
  for (; x + 2 <= width; x += 2)
    v128.store(start + ((<usize>x) << 3), f64x2.promote_low_f32x4(v128.load64_zero(row + ((<usize>x) << 2))));
  if (x < width) store<f64>(start + ((<usize>x) << 3), <f64>load<f32>(row + ((<usize>x) << 2)));
  for (let i = 1; i <= radius; i++) {
    const left = row + ((<usize>mirrored(-i, width)) << 2);
    const right = row + ((<usize>mirrored(width - 1 + i, width)) << 2);
    store<f64>(start - ((<usize>i) << 3), <f64>load<f32>(left));
    store<f64>(start + ((<usize>(width - 1 + i)) << 3), <f64>load<f32>(right));
  }
}

/** Blurs a padded row: `count` float64 taps, `stride` floats out (a multiple of 16). */
export function siftBlurRow(padded: usize, taps: usize, count: i32, out: usize, stride: i32): void {
  const splitter = v128.load64_splat(SPLITTER);
  const lastTap = taps + ((<usize>count) << 3);
  const end = out + ((<usize>stride) << 2);
  for (; out < end; out += STEP * 4, padded += STEP * 8) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    for (let tap = taps, p = padded; tap < lastTap; tap += 8, p += 8) {
      const weight = v128.load64_splat(tap);
      a = fused(a, v128.load(p), weight, splitter);
      b = fused(b, v128.load(p, 16), weight, splitter);
      c = fused(c, v128.load(p, 32), weight, splitter);
      d = fused(d, v128.load(p, 48), weight, splitter);
      e = fused(e, v128.load(p, 64), weight, splitter);
      f = fused(f, v128.load(p, 80), weight, splitter);
      g = fused(g, v128.load(p, 96), weight, splitter);
      h = fused(h, v128.load(p, 112), weight, splitter);
    }
    v128.store(out, joined(a, b));
    v128.store(out, joined(c, d), 16);
    v128.store(out, joined(e, f), 32);
    v128.store(out, joined(g, h), 48);
  }
}

/**
 * Where the blurred rows y − radius … y + radius lie, as u32 addresses from the top. The last 2·radius + 1 of them
 * are kept in a ring of rows of `stride` floats.
 */
export function siftRingRows(ring: usize, y: i32, height: i32, radius: i32, stride: i32, rows: usize): void {
  const count = 2 * radius + 1;
  for (let i = 0; i < count; i++) {
    const row = mirrored(y + i - radius, height) % count;
    store<u32>(rows + ((<usize>i) << 2), <u32>(ring + ((<usize>row * <usize>stride) << 2)));
  }
}

/**
 * Blurs along columns: `rows` as siftRingRows gives them, `taps` radius + 1 float64 from the middle outwards. Two
 * rows that share a tap are added first.
 */
export function siftBlurColumns(rows: usize, taps: usize, radius: i32, out: usize, stride: i32): void {
  const splitter = v128.load64_splat(SPLITTER);
  const middle = rows + ((<usize>radius) << 2);
  const reach = (<usize>radius) << 2;
  const bytes = (<usize>stride) << 2;
  for (let x: usize = 0; x < bytes; x += STEP * 4) {
    const centre = <usize>load<u32>(middle) + x;
    const weight = v128.load64_splat(taps);
    const zero = f64x2.splat(0);
    let p = v128.load(centre);
    let a = fused(zero, f64x2.promote_low_f32x4(p), weight, splitter);
    let b = fused(zero, f64x2.promote_low_f32x4(high(p)), weight, splitter);
    p = v128.load(centre, 16);
    let c = fused(zero, f64x2.promote_low_f32x4(p), weight, splitter);
    let d = fused(zero, f64x2.promote_low_f32x4(high(p)), weight, splitter);
    p = v128.load(centre, 32);
    let e = fused(zero, f64x2.promote_low_f32x4(p), weight, splitter);
    let f = fused(zero, f64x2.promote_low_f32x4(high(p)), weight, splitter);
    p = v128.load(centre, 48);
    let g = fused(zero, f64x2.promote_low_f32x4(p), weight, splitter);
    let h = fused(zero, f64x2.promote_low_f32x4(high(p)), weight, splitter);
    for (let i: usize = 4; i <= reach; i += 4) {
      const tap = v128.load64_splat(taps + (i << 1));
      const up = <usize>load<u32>(middle - i) + x;
      const down = <usize>load<u32>(middle + i) + x;
      p = f32x4.add(v128.load(down), v128.load(up));
      a = fused(a, f64x2.promote_low_f32x4(p), tap, splitter);
      b = fused(b, f64x2.promote_low_f32x4(high(p)), tap, splitter);
      p = f32x4.add(v128.load(down, 16), v128.load(up, 16));
      c = fused(c, f64x2.promote_low_f32x4(p), tap, splitter);
      d = fused(d, f64x2.promote_low_f32x4(high(p)), tap, splitter);
      p = f32x4.add(v128.load(down, 32), v128.load(up, 32));
      e = fused(e, f64x2.promote_low_f32x4(p), tap, splitter);
      f = fused(f, f64x2.promote_low_f32x4(high(p)), tap, splitter);
      p = f32x4.add(v128.load(down, 48), v128.load(up, 48));
      g = fused(g, f64x2.promote_low_f32x4(p), tap, splitter);
      h = fused(h, f64x2.promote_low_f32x4(high(p)), tap, splitter);
    }
    v128.store(out + x, joined(a, b));
    v128.store(out + x, joined(c, d), 16);
    v128.store(out + x, joined(e, f), 32);
    v128.store(out + x, joined(g, h), 48);
  }
}

/** The upper two floats, moved down. */
function high(p: v128): v128 {
  return i64x2.shuffle(p, p, 1, 1);
}
