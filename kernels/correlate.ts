// Sums of weighted samples over padded rows (kernels/pad-rows.ts): for every tap, a sample so many bytes from the
// start of the window times a weight. A tap is an i32 byte offset and a weight of the same size, so that one loop
// serves every shape of kernel, every dilation and any number of channels.

/**
 * `count` rows of `length` sums in 16 bits, one row right after the other, from 16-bit samples `stride` bytes a row.
 * Products and sums wrap around; what matters is that no whole sum leaves 16 bits.
 */
export function correlateI16(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  tapCount: i32,
  sums: usize,
): void {
  const end = taps + ((<usize>tapCount) << 3);
  for (; count > 0; count--, rows += stride, sums += (<usize>length) << 1)
    rowI16(rows, length, taps, end, sums);
}

function rowI16(row: usize, length: i32, taps: usize, end: usize, sums: usize): void {
  for (let x = 0; x < length; x += 32, row += 64, sums += 64) {
    let a = i16x8.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let tap = taps; tap < end; tap += 8) {
      const p = row + <usize>load<u32>(tap);
      const weight = v128.load16_splat(tap, 4);
      a = i16x8.add(a, i16x8.mul(v128.load(p), weight));
      b = i16x8.add(b, i16x8.mul(v128.load(p, 16), weight));
      c = i16x8.add(c, i16x8.mul(v128.load(p, 32), weight));
      d = i16x8.add(d, i16x8.mul(v128.load(p, 48), weight));
    }
    v128.store(sums, a);
    v128.store(sums, b, 16);
    v128.store(sums, c, 32);
    v128.store(sums, d, 48);
  }
}

/** The same in float32; `sumStride` bytes from one row of sums to the next. */
export function correlateF32(
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
  for (; count > 0; count--, rows += stride, sums += sumStride) rowF32(rows, length, taps, end, sums);
}

function rowF32(row: usize, length: i32, taps: usize, end: usize, sums: usize): void {
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
      a = f32x4.add(a, f32x4.mul(v128.load(p), weight));
      b = f32x4.add(b, f32x4.mul(v128.load(p, 16), weight));
      c = f32x4.add(c, f32x4.mul(v128.load(p, 32), weight));
      d = f32x4.add(d, f32x4.mul(v128.load(p, 48), weight));
      e = f32x4.add(e, f32x4.mul(v128.load(p, 64), weight));
      f = f32x4.add(f, f32x4.mul(v128.load(p, 80), weight));
      g = f32x4.add(g, f32x4.mul(v128.load(p, 96), weight));
      h = f32x4.add(h, f32x4.mul(v128.load(p, 112), weight));
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
