// RGB to grey.

// BT.601 in 15-bit fixed point, doubled so that the grey of a pixel is the third byte of its sum: pairs of 16-bit
// weights, of R and half of G, and of B and the other half. V8 makes constants of vectors anew in every round of a
// loop, so all are read before it.
const weights: usize = memory.data<i32>([(19235 << 16) | 19596, (19235 << 16) | 7470, 1 << 15]);

/** Where the 16-bit pairs of four pixels are among their twelve bytes: R and G, B and G. Beyond 15 gives 0. */
const pairs: usize = memory.data<u8>([
  0, 128, 1, 128, 3, 128, 4, 128, 6, 128, 7, 128, 9, 128, 10, 128, 2, 128, 1, 128, 5, 128, 4, 128, 8, 128, 7,
  128, 11, 128, 10, 128,
]);

/** Brings the third bytes of four numbers to the first four places of sixteen, to the next four and so on. */
const thirds: usize = memory.data<u8>([
  2, 6, 10, 14, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 2, 6, 10, 14,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 2, 6, 10, 14, 128, 128, 128,
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 2, 6, 10, 14,
]);

/**
 * (9798 R + 19235 G + 3735 B + 2^14) >> 15, as OpenCV's cvtColor: `count` pixels, interleaved at `rgb`, to bytes at
 * `grey`. Reads 52 and writes 16 bytes for every 16 pixels begun.
 */
export function greyBt601(rgb: usize, count: i32, grey: usize): void {
  const redGreen = v128.load(pairs);
  const blueGreen = v128.load(pairs, 16);
  const ofRed = v128.load32_splat(weights);
  const ofBlue = v128.load32_splat(weights, 4);
  const half = v128.load32_splat(weights, 8);
  const third0 = v128.load(thirds);
  const third1 = v128.load(thirds, 16);
  const third2 = v128.load(thirds, 32);
  const third3 = v128.load(thirds, 48);
  const end = rgb + 3 * <usize>count;
  for (; rgb < end; rgb += 48, grey += 16) {
    const a = weighed(v128.load(rgb), redGreen, blueGreen, ofRed, ofBlue, half);
    const b = weighed(v128.load(rgb, 12), redGreen, blueGreen, ofRed, ofBlue, half);
    const c = weighed(v128.load(rgb, 24), redGreen, blueGreen, ofRed, ofBlue, half);
    const d = weighed(v128.load(rgb, 36), redGreen, blueGreen, ofRed, ofBlue, half);
    const first = v128.or(swizzle(a, third0), swizzle(b, third1));
    const last = v128.or(swizzle(c, third2), swizzle(d, third3));
    v128.store(grey, v128.or(first, last));
  }
}

/** 2^16 times the grey of four pixels, and a half. */
function weighed(pixels: v128, redGreen: v128, blueGreen: v128, ofRed: v128, ofBlue: v128, half: v128): v128 {
  const ofFirst = i32x4.dot_i16x8_s(swizzle(pixels, redGreen), ofRed);
  const ofSecond = i32x4.dot_i16x8_s(swizzle(pixels, blueGreen), ofBlue);
  return i32x4.add(i32x4.add(ofFirst, half), ofSecond);
}

/** For places of 0–15, and of 128 and more, which give 0: there both instructions agree. */
function swizzle(bytes: v128, places: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(bytes, places);
  return i8x16.swizzle(bytes, places);
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
