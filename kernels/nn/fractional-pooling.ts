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

/** `yes` where two numbers are equal, else `no`; without a branch. */
function pick(a: f32, b: f32, yes: usize, no: usize): usize {
  return no + ((yes - no) & (0 - <usize>(a === b)));
}

/**
 * Gives the gradients of a row of regions to their first largest pixels.
 * @param top, @param middle, @param bottom rows of the plane: the regions' first, the one behind, their last.
 * @param gradient how far the gradient lies behind the plane.
 */
function giveToFirstOfNarrow(
  row: usize,
  list: usize,
  across: i32,
  top: usize,
  middle: usize,
  bottom: usize,
  y: usize,
  upstream: usize,
  gradient: usize,
): void {
  for (; across > 0; across--, list += COLUMN_BYTES, y += 4, upstream += 4) {
    const highest = load<f32>(y);
    const first = load<u32>(list);
    const second = load<u32>(list, 4);
    const behind = pick(load<f32>(row + second), highest, second, load<u32>(list, 8));
    const column = pick(load<f32>(row + first), highest, first, behind);
    const below = pick(load<f32>(middle + column), highest, middle, bottom);
    const to = gradient + column + pick(load<f32>(top + column), highest, top, below);
    store<f32>(to, load<f32>(to) + load<f32>(upstream));
  }
}

/** As giveToFirstOfNarrow, for regions as wide and high as they like. @param down bytes from row to row. */
function giveToFirstOfAny(
  row: usize,
  list: usize,
  across: i32,
  top: usize,
  bottom: usize,
  down: usize,
  y: usize,
  upstream: usize,
  gradient: usize,
): void {
  for (; across > 0; across--, list += COLUMN_BYTES, y += 4, upstream += 4) {
    const highest = load<f32>(y);
    let column = load<i32>(list);
    const end = load<i32>(list, 8);
    while (column <= end && load<f32>(row + column) !== highest) column += 4;
    if (column > end) continue;
    let pixel = top + column;
    while (pixel < bottom + column && load<f32>(pixel) !== highest) pixel += down;
    store<f32>(gradient + pixel, load<f32>(gradient + pixel) + load<f32>(upstream));
  }
}

/**
 * The gradient of each region to its first largest pixel (column by column, in each from top to bottom), for planes
 * `first` to `last` − 1. What overlapping regions give one pixel is added in their order.
 */
export function fractionalMaxPoolGradient(
  x: usize,
  y: usize,
  upstream: usize,
  rows: usize,
  columns: usize,
  gradient: usize,
  shape: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const channels = load<i32>(shape, CHANNELS);
  const height = load<i32>(shape, HEIGHT);
  const width = load<i32>(shape, WIDTH);
  const across = load<i32>(shape, ACROSS);
  const row = scratch + <usize>across * COLUMN_BYTES;
  const below = (<usize>width) << 2;
  const bytes = <usize>height * below;
  let areNarrow = false;
  for (let plane = first; plane < last; plane++) {
    const image = plane / channels;
    if (plane === first || plane % channels === 0) areNarrow = listColumns(columns, shape, image, scratch);
    const from = x + <usize>plane * bytes;
    memory.fill(gradient + <usize>plane * bytes, 0, bytes);
    let place = (<usize>(plane * load<i32>(shape, DOWN) * across)) << 2;
    let range = rowsOf(rows, shape, image);
    for (let i = 0; i < load<i32>(shape, DOWN); i++, range += 8, place += (<usize>across) << 2) {
      const start = firstOf(range, height);
      const end = lastOf(range, height);
      if (start > end) continue;
      highestOfRows(from, width, start, end, row);
      const top = from + <usize>start * below;
      const bottom = from + <usize>end * below;
      if (areNarrow && end - start <= 2) {
        const middle = min(top + below, bottom);
        giveToFirstOfNarrow(
          row,
          scratch,
          across,
          top,
          middle,
          bottom,
          y + place,
          upstream + place,
          gradient - x,
        );
      } else
        giveToFirstOfAny(row, scratch, across, top, bottom, below, y + place, upstream + place, gradient - x);
    }
  }
}
