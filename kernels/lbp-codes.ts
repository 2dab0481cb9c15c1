// Patterns of points as numbers of 32 bits, and the codes of the method `uniform`.

/** Byte q of each pattern from plane q, 16 pixels at a time. */
export function interleavePlanes(planes: usize, stride: i32, width: i32, patterns: usize): void {
  for (let x: usize = 0; x < <usize>width; x += 16) {
    const p = planes + x;
    const b0 = v128.load(p);
    const b1 = v128.load(p + <usize>stride);
    const b2 = v128.load(p + <usize>(2 * stride));
    const b3 = v128.load(p + <usize>(3 * stride));
    const low01 = interleaveLow(b0, b1);
    const high01 = interleaveHigh(b0, b1);
    const low23 = interleaveLow(b2, b3);
    const high23 = interleaveHigh(b2, b3);
    const out = patterns + (x << 2);
    v128.store(out, i16x8.shuffle(low01, low23, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(out, i16x8.shuffle(low01, low23, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    v128.store(out, i16x8.shuffle(high01, high23, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(out, i16x8.shuffle(high01, high23, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
}

function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** Patterns in place to uniform codes: the number of ones, or P + 1 beyond two changes. Up to 3 more are changed. */
export function lbpUniformCodes(patterns: usize, count: i32, points: i32): void {
  // The last and the first bit are not compared: changes around a circle come in pairs.
  const compared = i32x4.splat((1 << (points - 1)) - 1);
  const two = i32x4.splat(2);
  const other = i32x4.splat(points + 1);
  const end = patterns + ((<usize>count) << 2);
  for (let p = patterns; p < end; p += 16) {
    const pattern = v128.load(p);
    const changes = ones(v128.and(v128.xor(pattern, i32x4.shr_u(pattern, 1)), compared));
    v128.store(p, v128.bitselect(other, ones(pattern), i32x4.gt_s(changes, two)));
  }
}

/** How many bits of each 32-bit lane are 1. */
function ones(lanes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(i8x16.popcnt(lanes)));
}
