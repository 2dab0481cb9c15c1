// RGB to CIE L*a*b* on the 8-bit scale, in OpenCV's integers.

// 116 · 255 / 100 for L, and the 16 · 255 / 100 below it, × 2^15. The 128 in the middle of a and b, × 2^15.
const SCALE_L: i32 = 296;
const OFFSET_L: i32 = -1336934;
const MIDDLE: i32 = 128 << 15;
const HALF: i32 = 1 << 14;

/**
 * `count` interleaved pixels from RGB to Lab.
 * @param shares 3 × 256 × 4 int32: what each 8-bit R, G and B adds to X, Y, Z and nothing, × 2^12.
 * @param roots uint16: f(t) × 2^15 by the rounded sum.
 */
export function rgbToLab(rgb: usize, count: i32, lab: usize, shares: usize, roots: usize): void {
  const half = i32x4.splat(1 << 11);
  const end = rgb + 3 * <usize>count;
  for (; rgb < end; rgb += 3, lab += 3) {
    const red = v128.load(shares + ((<usize>load<u8>(rgb)) << 4));
    const green = v128.load(shares + ((<usize>load<u8>(rgb, 1)) << 4), 4096);
    const blue = v128.load(shares + ((<usize>load<u8>(rgb, 2)) << 4), 8192);
    const xyz = i32x4.shr_s(i32x4.add(i32x4.add(red, green), i32x4.add(blue, half)), 12);
    const x = <i32>load<u16>(roots + ((<usize>i32x4.extract_lane(xyz, 0)) << 1));
    const y = <i32>load<u16>(roots + ((<usize>i32x4.extract_lane(xyz, 1)) << 1));
    const z = <i32>load<u16>(roots + ((<usize>i32x4.extract_lane(xyz, 2)) << 1));
    store<u8>(lab, (SCALE_L * y + OFFSET_L + HALF) >> 15);
    store<u8>(lab, (500 * (x - y) + MIDDLE + HALF) >> 15, 1);
    store<u8>(lab, (200 * (y - z) + MIDDLE + HALF) >> 15, 2);
  }
}
