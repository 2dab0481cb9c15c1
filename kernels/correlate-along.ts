// float32 sums of weighted samples within single rows, where no sample serves two rows as in kernels/correlate.ts:
// taps are an i32 byte offset and a float32 weight.

import { multiplyAdd } from './multiply-add';

/**
 * `count` rows of `length` sums, `sumStride` bytes each, from padded rows of `stride` bytes. Works in blocks of 32
 * and writes past the end.
 */
export function correlateAlongF32(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  tapCount: i32,
  sums: usize,
  sumStride: usize,
): void {
  const end = taps + ((<usize>tapCount) << 3);
  for (; count > 0; count--, rows += stride, sums += sumStride) along(rows, length, taps, end, sums);
}

function along(row: usize, length: i32, taps: usize, end: usize, sums: usize): void {
  for (let x = 0; x < length; x += 32, row += 128, sums += 128) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    for (let tap = taps; tap < end; tap += 8) {
      const p = row + <usize>load<u32>(tap);
      const weight = v128.load32_splat(tap, 4);
      a = multiplyAdd(v128.load(p), weight, a);
      b = multiplyAdd(v128.load(p, 16), weight, b);
      c = multiplyAdd(v128.load(p, 32), weight, c);
      d = multiplyAdd(v128.load(p, 48), weight, d);
      e = multiplyAdd(v128.load(p, 64), weight, e);
      f = multiplyAdd(v128.load(p, 80), weight, f);
      g = multiplyAdd(v128.load(p, 96), weight, g);
      h = multiplyAdd(v128.load(p, 112), weight, h);
    }
    v128.store(sums, a);
    v128.store(sums, b, 16);
    v128.store(sums, c, 32);
    v128.store(sums, d, 48);
    v128.store(sums, e, 64);
    v128.store(sums, f, 80);
    v128.store(sums, g, 96);
    v128.store(sums, h, 112);
  }
}
