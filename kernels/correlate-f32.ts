// float32 sums of weighted samples over padded rows (kernels/pad-rows.ts): for every tap, a sample so many bytes from the
// start of the window times a weight. Lists of taps serve every shape of kernel, every dilation and any number of
// channels with one loop.
//
// Loads bound that loop. So two rows are made at a time, and every sample is loaded once for both: a tap is an i32
// byte offset from the window of the upper row, a weight for the upper row and one for the lower, 4 bytes each.
// Weights may be 0. With an odd `count` one row more is read and written than asked for.
//
// Blocks of the upper row end beyond it, where the lower row begins; so that one goes to `spare` first.

/** `count` rows of `length` sums, one row right after the other, from rows of `stride` bytes. */
export function correlateF32(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  tapCount: i32,
  spare: usize,
  sums: usize,
): void {
  const end = taps + <usize>tapCount * 12;
  const bytes = (<usize>length) << 2;
  for (; count > 0; count -= 2, rows += 2 * stride, sums += 2 * bytes) {
    pairF32(rows, length, taps, end, sums, spare);
    memory.copy(sums + bytes, spare, bytes);
  }
}

function pairF32(rows: usize, length: i32, taps: usize, end: usize, upper: usize, lower: usize): void {
  for (let x = 0; x < length; x += 16, rows += 64, upper += 64, lower += 64) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    for (let tap = taps; tap < end; tap += 12) {
      const p = rows + <usize>load<u32>(tap);
      const above = v128.load32_splat(tap, 4);
      const below = v128.load32_splat(tap, 8);
      const sample0 = v128.load(p);
      a = f32x4.add(a, f32x4.mul(sample0, above));
      e = f32x4.add(e, f32x4.mul(sample0, below));
      const sample1 = v128.load(p, 16);
      b = f32x4.add(b, f32x4.mul(sample1, above));
      f = f32x4.add(f, f32x4.mul(sample1, below));
      const sample2 = v128.load(p, 32);
      c = f32x4.add(c, f32x4.mul(sample2, above));
      g = f32x4.add(g, f32x4.mul(sample2, below));
      const sample3 = v128.load(p, 48);
      d = f32x4.add(d, f32x4.mul(sample3, above));
      h = f32x4.add(h, f32x4.mul(sample3, below));
    }
    v128.store(upper, a);
    v128.store(upper, b, 16);
    v128.store(upper, c, 32);
    v128.store(upper, d, 48);
    v128.store(lower, e);
    v128.store(lower, f, 16);
    v128.store(lower, g, 32);
    v128.store(lower, h, 48);
  }
}

/**
 * The same within single rows, where no sample serves two: taps are a byte offset and a weight; `sumStride` bytes
 * from one row of sums to the next.
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
  for (; count > 0; count--, rows += stride, sums += sumStride) alongF32(rows, length, taps, end, sums);
}

function alongF32(row: usize, length: i32, taps: usize, end: usize, sums: usize): void {
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
