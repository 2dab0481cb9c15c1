// RGB to HSV on the 8-bit scale, every colour as OpenCV's cvtColor. OpenCV reads integer reciprocals from tables,
//   overValue[v] = round(255 · 4096 / v)      S = (spread · overValue[v] + 2048) >> 12
//   overSpread[d] = round(30 · 4096 / d)      H = (sixth · overSpread[d] + 2048) >> 12
// Dividing four pixels at once is faster than looking them up one by one. In float32 it is exact: a quotient is at
// least 1 / 510 away from a half, which is more than its error, and products are integers below 2^23.

// V8 makes constants of vectors anew in every round of a loop, so they are read from memory before it.
const numbers: usize = memory.data<f32>(
  [
    // 255 · 4096, and the part of it that 30 · 4096 is.
    1044480, 0.11764706, 1,
    // Keeps ties from being rounded to even, and is too little to move anything else.
    0.5,
    // 1.5 · 2^35: a float that it is added to is rounded to a multiple of 4096, and how many is in the low bits.
    51539607552,
  ],
  4,
);
const halfTurn: usize = memory.data<i32>([180], 4);

// Where R, G and B of four interleaved pixels go, each in 32 bits; and back. 128 gives 0.
const reds: usize = memory.data<u8>([0, 128, 128, 128, 3, 128, 128, 128, 6, 128, 128, 128, 9, 128, 128, 128]);
const greens: usize = memory.data<u8>([
  1, 128, 128, 128, 4, 128, 128, 128, 7, 128, 128, 128, 10, 128, 128, 128,
]);
const blues: usize = memory.data<u8>([
  2, 128, 128, 128, 5, 128, 128, 128, 8, 128, 128, 128, 11, 128, 128, 128,
]);
const triples: usize = memory.data<u8>([0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 128, 128, 128, 128]);

/** `count` interleaved pixels from RGB to HSV. Reads and writes 16 bytes for every 4 pixels begun. */
export function rgbToHsv(rgb: usize, count: i32, hsv: usize): void {
  const toRed = v128.load(reds);
  const toGreen = v128.load(greens);
  const toBlue = v128.load(blues);
  const toTriples = v128.load(triples);
  const scale = v128.load32_splat(numbers);
  const toSpread = v128.load32_splat(numbers, 4);
  const one = v128.load32_splat(numbers, 8);
  const half = v128.load32_splat(numbers, 12);
  const rounder = v128.load32_splat(numbers, 16);
  const turn = v128.load32_splat(halfTurn);
  const end = rgb + 3 * <usize>count;
  for (; rgb < end; rgb += 12, hsv += 12) {
    const pixels = v128.load(rgb);
    const r = i8x16.swizzle(pixels, toRed);
    const g = i8x16.swizzle(pixels, toGreen);
    const b = i8x16.swizzle(pixels, toBlue);
    const value = i32x4.max_s(r, i32x4.max_s(g, b));
    const spread = i32x4.sub(value, i32x4.min_s(r, i32x4.min_s(g, b)));
    const fromGreen = i32x4.add(i32x4.sub(b, r), i32x4.shl(spread, 1));
    const fromBlue = i32x4.add(i32x4.sub(r, g), i32x4.shl(spread, 2));
    const fromOthers = v128.bitselect(fromGreen, fromBlue, i32x4.eq(value, g));
    const sixth = v128.bitselect(i32x4.sub(g, b), fromOthers, i32x4.eq(value, r));

    // One division serves both: 1 / v = d / (v d) and 1 / d = v / (v d). Where d is 0, H and S are 0 by their
    // other factor.
    const v = f32x4.convert_i32x4_s(value);
    const d = f32x4.convert_i32x4_s(spread);
    const overBoth = f32x4.div(scale, f32x4.pmax(f32x4.mul(v, d), one));
    const overValue = f32x4.nearest(f32x4.mul(overBoth, d));
    const overSpread = f32x4.nearest(f32x4.mul(overBoth, f32x4.mul(v, toSpread)));
    const saturations = f32x4.add(f32x4.mul(d, overValue), half);
    const angles = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sixth), overSpread), half);
    const saturation = i32x4.sub(f32x4.add(saturations, rounder), rounder);
    const angle = i32x4.sub(f32x4.add(angles, rounder), rounder);
    const hue = i32x4.add(angle, v128.and(i32x4.shr_s(angle, 31), turn));

    const converted = v128.or(v128.or(hue, i32x4.shl(saturation, 8)), i32x4.shl(value, 16));
    v128.store(hsv, i8x16.swizzle(converted, toTriples));
  }
}
