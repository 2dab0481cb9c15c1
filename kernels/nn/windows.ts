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

/** Rows of a plane with its padding, or as many as windows reach. */
export function paddedHeight(windows: usize): i32 {
  const reach = (load<i32>(windows, SIZE_Y) - 1) * load<i32>(windows, DILATION_Y) + 1;
  const last = (load<i32>(windows, ROWS) - 1) * load<i32>(windows, STRIDE_Y);
  return max(load<i32>(windows, TOP) + load<i32>(windows, HEIGHT), last + reach);
}

/** Columns of such a plane. */
export function paddedWidth(windows: usize): i32 {
  const reach = (load<i32>(windows, SIZE_X) - 1) * load<i32>(windows, DILATION_X) + 1;
  const last = (load<i32>(windows, COLUMNS) - 1) * load<i32>(windows, STRIDE_X);
  return max(load<i32>(windows, LEFT) + load<i32>(windows, WIDTH), last + reach);
}

/** Whether windows are 2×2, side by side, and without padding. */
export function areTwoByTwo(windows: usize): bool {
  return (
    load<i32>(windows, SIZE_Y) === 2 &&
    load<i32>(windows, SIZE_X) === 2 &&
    load<i32>(windows, STRIDE_Y) === 2 &&
    load<i32>(windows, STRIDE_X) === 2 &&
    load<i32>(windows, TOP) === 0 &&
    load<i32>(windows, LEFT) === 0 &&
    load<i32>(windows, DILATION_Y) === 1 &&
    load<i32>(windows, DILATION_X) === 1 &&
    load<i32>(windows, ROWS) * 2 <= load<i32>(windows, HEIGHT) &&
    load<i32>(windows, COLUMNS) * 2 <= load<i32>(windows, WIDTH)
  );
}
