// RGB to grey with BT.601 weights in 15-bit fixed point, as OpenCV's cvtColor.

const RED: i16 = 9798;
const GREEN: i16 = 19235;
const BLUE: i16 = 3735;
const HALF: i32 = 1 << 14;

/** `count` pixels, interleaved RGB at `rgb`, to bytes at `grey`. */
export function greyBt601(rgb: usize, count: i32, grey: usize): void {
  for (let i = 0; i < count; i++) {
    const p = rgb + <usize>(3 * i);
    const sum =
      <i32>RED * <i32>load<u8>(p) + <i32>GREEN * <i32>load<u8>(p, 1) + <i32>BLUE * <i32>load<u8>(p, 2);
    store<u8>(grey + <usize>i, <u8>((sum + HALF) >> 15));
  }
}
