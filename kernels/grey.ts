// RGB to grey.

// BT.601 in 15-bit fixed point, as pairs of 16-bit numbers: those of R (.299) and B (.114), that of G (.587), and a
// mask of R and B. V8 makes constants of vectors anew in every round of a loop, so they are read before it.
const weights: usize = memory.data<i32>([(3735 << 16) | 9798, 19235, 0x00ff00ff]);

/**
 * (9798 R + 19235 G + 3735 B + 2^14) >> 15, as OpenCV's cvtColor: `count` pixels, interleaved at `rgb`, to bytes at
 * `grey`. Reads 52 and writes 16 bytes for every 16 pixels begun.
 */
export function greyBt601(rgb: usize, count: i32, grey: usize): void {
  // Four pixels: R, G, B and 0 of each in 32 bits. V8 swizzles by a constant faster, even one made anew.
  const places = i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
  const redBlue = v128.load32_splat(weights);
  const green = v128.load32_splat(weights, 4);
  const mask = v128.load32_splat(weights, 8);
  const zero = i16x8.splat(0);
  const end = rgb + 3 * <usize>count;
  for (; rgb < end; rgb += 48, grey += 16) {
    const a = doubled(i8x16.swizzle(v128.load(rgb), places), redBlue, green, mask);
    const b = doubled(i8x16.swizzle(v128.load(rgb, 12), places), redBlue, green, mask);
    const c = doubled(i8x16.swizzle(v128.load(rgb, 24), places), redBlue, green, mask);
    const d = doubled(i8x16.swizzle(v128.load(rgb, 36), places), redBlue, green, mask);
    // The average with 0 is half, rounded up.
    const first = i16x8.avgr_u(i16x8.narrow_i32x4_s(a, b), zero);
    const last = i16x8.avgr_u(i16x8.narrow_i32x4_s(c, d), zero);
    v128.store(grey, i8x16.narrow_i16x8_u(first, last));
  }
}

/** Twice the grey of four pixels, rounded down. */
function doubled(pixels: v128, redBlue: v128, green: v128, mask: v128): v128 {
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(v128.and(pixels, mask), redBlue),
    i32x4.dot_i16x8_s(i16x8.shr_u(pixels, 8), green),
  );
  return i32x4.shr_u(sum, 14);
}

/**
 * Weighted sums in float64: `count` pixels, interleaved at `rgb`, to 8 bytes each at `grey`.
 * @param shares 3 × 256 float64: what each 8-bit R, G and B adds.
 */
export function greyOfShares(rgb: usize, count: i32, grey: usize, shares: usize): void {
  const end = rgb + 3 * <usize>count;
  for (; rgb < end; rgb += 3, grey += 8) {
    const red = load<f64>(shares + ((<usize>load<u8>(rgb)) << 3));
    const green = load<f64>(shares + ((<usize>load<u8>(rgb, 1)) << 3), 2048);
    const blue = load<f64>(shares + ((<usize>load<u8>(rgb, 2)) << 3), 4096);
    store<f64>(grey, red + green + blue);
  }
}
