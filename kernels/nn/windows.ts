// Windows over planes, as convolutions and poolings move them. Kernels are given them as a list of whole numbers.

/** Numbers of such a list, by their places. */
export const CHANNELS: usize = 0;
export const HEIGHT: usize = 4;
export const WIDTH: usize = 8;
export const FILTERS: usize = 12;
export const ROWS: usize = 16;
export const COLUMNS: usize = 20;
export const SIZE_Y: usize = 24;
export const SIZE_X: usize = 28;
export const STRIDE_Y: usize = 32;
export const STRIDE_X: usize = 36;
export const TOP: usize = 40;
export const LEFT: usize = 44;
export const DILATION_Y: usize = 48;
export const DILATION_X: usize = 52;
export const GROUPS: usize = 56;

/** The first window whose element `offset` (from the window's own beginning, less the padding) is at 0 or behind. */
export function firstInside(offset: i32, stride: i32): i32 {
  return offset >= 0 ? 0 : (stride - 1 - offset) / stride;
}

/** One more than the last of `count` windows whose element is before `length`. */
export function lastInside(offset: i32, stride: i32, length: i32, count: i32): i32 {
  return offset >= length ? 0 : min(count, (length - 1 - offset) / stride + 1);
}
