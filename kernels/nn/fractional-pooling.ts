// Fractional max pooling. Rows of a region are brought together first, four columns at once, and then its columns.
// Regions are one pixel to three wide and drawn at random, so nothing branches on how wide they are: what is missing
// to three is looked at twice.
import {
  ACROSS,
  CHANNELS,
  COLUMN_BYTES,
  DOWN,
  firstOf,
  HEIGHT,
  highestOfRows,
  lastOf,
  listColumns,
  rowsOf,
  WIDTH,
} from './regions';

/** The largest of each of a row of regions, of the maxima of their rows. */
function highestOfNarrow(row: usize, list: usize, across: i32, y: usize): void {
  for (; across > 0; across--, list += COLUMN_BYTES, y += 4) {
    const first = v128.load32_zero(row + load<u32>(list));
    const highest = f32x4.pmax(first, v128.load32_zero(row + load<u32>(list, 4)));
    v128.store32_lane(y, f32x4.pmax(highest, v128.load32_zero(row + load<u32>(list, 8))), 0);
  }
}

/** As highestOfNarrow, for regions as wide as they like; −∞ where there is no pixel. */
function highestOfAny(row: usize, list: usize, across: i32, y: usize): void {
  for (; across > 0; across--, list += COLUMN_BYTES, y += 4) {
    let highest = f32x4.splat(-Infinity);
    for (let at = load<i32>(list); at <= load<i32>(list, 8); at += 4)
      highest = f32x4.pmax(highest, v128.load32_zero(row + at));
    v128.store32_lane(y, highest, 0);
  }
}

/**
 * The largest number of each region of planes `first` to `last` − 1; −∞ of a region outside the plane.
 * @param rows, @param columns pairs of first and last pixel; @param shape the list of regions.ts.
 * @param scratch three numbers for each region of a row, and a row of a plane up to the end of a vector.
 */
export function fractionalMaxPool(
  x: usize,
  rows: usize,
  columns: usize,
  y: usize,
  shape: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const channels = load<i32>(shape, CHANNELS);
  const height = load<i32>(shape, HEIGHT);
  const width = load<i32>(shape, WIDTH);
  const down = load<i32>(shape, DOWN);
  const across = load<i32>(shape, ACROSS);
  const row = scratch + <usize>across * COLUMN_BYTES;
  let areNarrow = false;
  for (let plane = first; plane < last; plane++) {
    const image = plane / channels;
    if (plane === first || plane % channels === 0) areNarrow = listColumns(columns, shape, image, scratch);
    const from = x + ((<usize>(plane * height * width)) << 2);
    let to = y + ((<usize>(plane * down * across)) << 2);
    let range = rowsOf(rows, shape, image);
    for (let i = 0; i < down; i++, range += 8, to += (<usize>across) << 2) {
      const top = firstOf(range, height);
      const bottom = lastOf(range, height);
      if (top > bottom) {
        for (let j: usize = 0; j < <usize>across; j++) store<f32>(to + (j << 2), -Infinity);
        continue;
      }
      highestOfRows(from, width, top, bottom, row);
      if (areNarrow) highestOfNarrow(row, scratch, across, to);
      else highestOfAny(row, scratch, across, to);
    }
  }
}
