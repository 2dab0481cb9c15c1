// Regions of fractional poolings: ranges of rows times ranges of columns, which an image's channels share. Kernels are
// given their shapes as a list of whole numbers, and the ranges as pairs of first and last pixel.

/** Numbers of such a list, by their places: the images' sizes, the regions' numbers, pixels from image to image. */
export const CHANNELS: usize = 0;
export const HEIGHT: usize = 4;
export const WIDTH: usize = 8;
export const DOWN: usize = 12;
export const ACROSS: usize = 16;
/** How far the rows of one image lie behind those of the one before, in numbers: 0 where images share them. */
export const ROWS_APART: usize = 20;
export const COLUMNS_APART: usize = 24;

/** Bytes of a range of columns in a list: its first pixel, the one behind, its last. */
export const COLUMN_BYTES: usize = 12;

/** The first pixel of a range that is there: whoever feeds regions may feed any numbers. */
export function firstOf(range: usize, length: i32): i32 {
  return min(length, max(0, load<i32>(range)));
}

/** The last that is there; before the first where none is. */
export function lastOf(range: usize, length: i32): i32 {
  return min(length - 1, max(-1, load<i32>(range, 4)));
}

/** The ranges of rows of an image. */
export function rowsOf(rows: usize, shape: usize, image: i32): usize {
  return rows + ((<usize>image * <usize>load<i32>(shape, ROWS_APART)) << 2);
}

/**
 * Lists an image's ranges of columns, in bytes from a row's beginning.
 * @returns whether each has one pixel to three, so that its first, the one behind and its last are all of it.
 */
export function listColumns(columns: usize, shape: usize, image: i32, list: usize): bool {
  let range = columns + ((<usize>image * <usize>load<i32>(shape, COLUMNS_APART)) << 2);
  let areNarrow = true;
  for (let j = 0; j < load<i32>(shape, ACROSS); j++, range += 8, list += COLUMN_BYTES) {
    const first = firstOf(range, load<i32>(shape, WIDTH));
    const last = lastOf(range, load<i32>(shape, WIDTH));
    if (first > last || last - first > 2) areNarrow = false;
    store<i32>(list, first << 2);
    store<i32>(list, min(first + 1, last) << 2, 4);
    store<i32>(list, last << 2, 8);
  }
  return areNarrow;
}

/** The maxima of rows `top` to `bottom` of a plane, column by column, at `row`: whole vectors. */
export function highestOfRows(plane: usize, width: i32, top: i32, bottom: i32, row: usize): void {
  const down = (<usize>width) << 2;
  const first = plane + <usize>top * down;
  const second = plane + <usize>min(top + 1, bottom) * down;
  const last = plane + <usize>bottom * down;
  for (let i: usize = 0; i < down; i += 16) {
    const above = f32x4.pmax(v128.load(first + i), v128.load(second + i));
    v128.store(row + i, f32x4.pmax(above, v128.load(last + i)));
  }
  for (let from = second + down; from < last; from += down)
    for (let i: usize = 0; i < down; i += 16)
      v128.store(row + i, f32x4.pmax(v128.load(row + i), v128.load(from + i)));
}
