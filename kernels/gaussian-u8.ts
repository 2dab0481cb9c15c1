// OpenCV's 8-bit Gaussian in fixed point: weights of 8 fractional bits that add up to 256, rows first.
//
// Two rows are filtered at a time and stored sample beside sample, so that the columns need one multiply-add of
// pairs for two weights; and the window of an even row of the result covers the same pairs as that of the odd row
// below it, so both are made from one load. Row sums are stored less 32768, to fit into signed 16 bits.

const SIGN: i16 = -32768;
/** What the columns miss by that, 256 · 32768, and half a unit of the result. */
const OFFSET: i32 = (1 << 23) + (1 << 15);

/**
 * `count` pairs of padded 16-bit rows at `rows`, to pairs of row sums at `pairs`, 4 · `pairStride` bytes each.
 * `taps` lists the outer weights: i32 byte offset on the left, i32 weight; `span` is twice the offset of the middle.
 */
export function gaussianRows(
  rows: usize,
  stride: usize,
  count: i32,
  length: i32,
  taps: usize,
  tapCount: i32,
  span: usize,
  middle: i32,
  pairs: usize,
  pairStride: usize,
): void {
  for (; count > 0; count--, rows += 2 * stride, pairs += pairStride)
    rowPair(rows, rows + stride, length, taps, taps + ((<usize>tapCount) << 3), span, middle, pairs);
}

function rowPair(
  upper: usize,
  lower: usize,
  length: i32,
  taps: usize,
  end: usize,
  span: usize,
  middle: i32,
  pairs: usize,
): void {
  const weight = i16x8.splat(<i16>middle);
  const sign = i16x8.splat(SIGN);
  const half = span >> 1;
  for (let x = 0; x < length; x += 16, upper += 32, lower += 32, pairs += 64) {
    let a0 = i16x8.mul(v128.load(upper + half), weight);
    let a1 = i16x8.mul(v128.load(upper + half, 16), weight);
    let b0 = i16x8.mul(v128.load(lower + half), weight);
    let b1 = i16x8.mul(v128.load(lower + half, 16), weight);
    for (let tap = taps; tap < end; tap += 8) {
      const offset = <usize>load<u32>(tap);
      const w = v128.load16_splat(tap, 4);
      const a = upper + offset;
      const c = upper + (span - offset);
      a0 = i16x8.add(a0, i16x8.mul(i16x8.add(v128.load(a), v128.load(c)), w));
      a1 = i16x8.add(a1, i16x8.mul(i16x8.add(v128.load(a, 16), v128.load(c, 16)), w));
      const b = lower + offset;
      const d = lower + (span - offset);
      b0 = i16x8.add(b0, i16x8.mul(i16x8.add(v128.load(b), v128.load(d)), w));
      b1 = i16x8.add(b1, i16x8.mul(i16x8.add(v128.load(b, 16), v128.load(d, 16)), w));
    }
    a0 = v128.xor(a0, sign);
    a1 = v128.xor(a1, sign);
    b0 = v128.xor(b0, sign);
    b1 = v128.xor(b1, sign);
    v128.store(pairs, i16x8.shuffle(a0, b0, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(pairs, i16x8.shuffle(a0, b0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    v128.store(pairs, i16x8.shuffle(a1, b1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(pairs, i16x8.shuffle(a1, b1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
}

/**
 * `count` pairs of result rows at `out`, `length` bytes a row. `weights` has `windows` entries of 8 bytes: the two
 * 16-bit weights of a pair for the upper row of the result, and the two for the lower. `spare` holds one row.
 */
export function gaussianColumns(
  pairs: usize,
  pairStride: usize,
  count: i32,
  length: i32,
  weights: usize,
  windows: i32,
  spare: usize,
  out: usize,
): void {
  for (; count > 0; count--, pairs += pairStride, out += 2 * <usize>length) {
    columnPair(pairs, pairStride, length, weights, weights + ((<usize>windows) << 3), spare, out);
    // Blocks of the upper row end beyond it, where the lower row begins.
    memory.copy(out + <usize>length, spare, <usize>length);
  }
}

function columnPair(
  pairs: usize,
  pairStride: usize,
  length: i32,
  weights: usize,
  end: usize,
  spare: usize,
  out: usize,
): void {
  const offset = i32x4.splat(OFFSET);
  for (let x = 0; x < length; x += 16, pairs += 64) {
    let a0 = offset;
    let a1 = offset;
    let a2 = offset;
    let a3 = offset;
    let b0 = offset;
    let b1 = offset;
    let b2 = offset;
    let b3 = offset;
    for (let at = weights, pair = pairs; at < end; at += 8, pair += pairStride) {
      const upper = v128.load32_splat(at);
      const lower = v128.load32_splat(at, 4);
      const p0 = v128.load(pair);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(p0, upper));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(p0, lower));
      const p1 = v128.load(pair, 16);
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(p1, upper));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(p1, lower));
      const p2 = v128.load(pair, 32);
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(p2, upper));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(p2, lower));
      const p3 = v128.load(pair, 48);
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(p3, upper));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(p3, lower));
    }
    v128.store(out + <usize>x, bytes(a0, a1, a2, a3));
    v128.store(spare + <usize>x, bytes(b0, b1, b2, b3));
  }
}

function bytes(a: v128, b: v128, c: v128, d: v128): v128 {
  const low = i16x8.narrow_i32x4_s(i32x4.shr_s(a, 16), i32x4.shr_s(b, 16));
  const high = i16x8.narrow_i32x4_s(i32x4.shr_s(c, 16), i32x4.shr_s(d, 16));
  return i8x16.narrow_i16x8_u(low, high);
}
