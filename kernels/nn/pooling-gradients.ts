// What comes back through poolings.
import {
  areTwoByTwo,
  COLUMNS,
  DILATION_X,
  DILATION_Y,
  firstInside,
  HEIGHT,
  LEFT,
  ROWS,
  SIZE_X,
  SIZE_Y,
  STRIDE_X,
  STRIDE_Y,
  TOP,
  WIDTH,
} from './windows';

/** The plane's number at a place. */
function at(plane: usize, windows: usize, y: i32, x: i32): usize {
  return plane + ((<usize>(y * load<i32>(windows, WIDTH) + x)) << 2);
}

/** Gives `value` to the first element of a window that equals `largest`. */
function giveToFirst(
  plane: usize,
  gradient: usize,
  windows: usize,
  top: i32,
  left: i32,
  largest: f32,
  value: f32,
): void {
  const down = load<i32>(windows, DILATION_Y);
  const along = load<i32>(windows, DILATION_X);
  const bottom = min(load<i32>(windows, HEIGHT), top + load<i32>(windows, SIZE_Y) * down);
  const right = min(load<i32>(windows, WIDTH), left + load<i32>(windows, SIZE_X) * along);
  const start = left + firstInside(left, along) * along;
  for (let y = top + firstInside(top, down) * down; y < bottom; y += down)
    for (let x = start; x < right; x += along)
      if (load<f32>(at(plane, windows, y, x)) === largest) {
        const to = at(gradient, windows, y, x);
        store<f32>(to, load<f32>(to) + value);
        return;
      }
}

/** One row of 2×2 windows side by side, four at once; the last four may overlap those before. */
function giveToFirstOfFour(
  x: usize,
  gradient: usize,
  down: usize,
  y: usize,
  upstream: usize,
  columns: i32,
): void {
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>min(column, columns - 4)) << 2;
    const largest = v128.load(y + at);
    const value = v128.load(upstream + at);
    const from = x + 2 * at;
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from + down);
    const d = v128.load(from + down, 16);
    const first = f32x4.eq(v128.shuffle<f32>(a, b, 0, 2, 4, 6), largest);
    const second = v128.andnot(f32x4.eq(v128.shuffle<f32>(a, b, 1, 3, 5, 7), largest), first);
    const above = v128.or(first, second);
    const third = v128.andnot(f32x4.eq(v128.shuffle<f32>(c, d, 0, 2, 4, 6), largest), above);
    const before = v128.or(above, third);
    const fourth = v128.andnot(f32x4.eq(v128.shuffle<f32>(c, d, 1, 3, 5, 7), largest), before);
    const to = gradient + 2 * at;
    storePairs(to, v128.and(value, first), v128.and(value, second));
    storePairs(to + down, v128.and(value, third), v128.and(value, fourth));
  }
}

/** Two vectors, number by number. */
function storePairs(to: usize, even: v128, odd: v128): void {
  v128.store(to, v128.shuffle<f32>(even, odd, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<f32>(even, odd, 2, 6, 3, 7), 16);
}

/** Each window's gradient to its first largest element, for planes `first` to `last` − 1. */
export function maxPoolGradient(
  x: usize,
  y: usize,
  upstream: usize,
  gradient: usize,
  windows: usize,
  first: i32,
  last: i32,
): void {
  const down = (<usize>load<i32>(windows, WIDTH)) << 2;
  const plane = <usize>load<i32>(windows, HEIGHT) * down;
  const columns = load<i32>(windows, COLUMNS);
  const strideY = load<i32>(windows, STRIDE_Y);
  const strideX = load<i32>(windows, STRIDE_X);
  const areFours = areTwoByTwo(windows) && columns >= 4;
  for (let i = first; i < last; i++) {
    const from = x + <usize>i * plane;
    const to = gradient + <usize>i * plane;
    memory.fill(to, 0, plane);
    for (let row = 0; row < load<i32>(windows, ROWS); row++) {
      const place = (<usize>((i * load<i32>(windows, ROWS) + row) * columns)) << 2;
      const top = row * strideY - load<i32>(windows, TOP);
      const offset = (<usize>(top * load<i32>(windows, WIDTH))) << 2;
      if (areFours) {
        giveToFirstOfFour(from + offset, to + offset, down, y + place, upstream + place, columns);
        continue;
      }
      for (let column = 0; column < columns; column++) {
        const window = place + ((<usize>column) << 2);
        const left = column * strideX - load<i32>(windows, LEFT);
        giveToFirst(from, to, windows, top, left, load<f32>(y + window), load<f32>(upstream + window));
      }
    }
  }
}

/** Each window's gradient times `share` to all of its elements, for planes `first` to `last` − 1. */
export function averagePoolGradient(
  upstream: usize,
  gradient: usize,
  windows: usize,
  first: i32,
  last: i32,
  share: f32,
): void {
  const plane = (<usize>(load<i32>(windows, HEIGHT) * load<i32>(windows, WIDTH))) << 2;
  const rows = load<i32>(windows, ROWS);
  const columns = load<i32>(windows, COLUMNS);
  for (let i = first; i < last; i++) {
    const to = gradient + <usize>i * plane;
    memory.fill(to, 0, plane);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const value = load<f32>(upstream + ((<usize>((i * rows + row) * columns + column)) << 2));
        const top = row * load<i32>(windows, STRIDE_Y) - load<i32>(windows, TOP);
        const left = column * load<i32>(windows, STRIDE_X) - load<i32>(windows, LEFT);
        giveToAll(to, windows, top, left, value * share);
      }
  }
}

function giveToAll(gradient: usize, windows: usize, top: i32, left: i32, value: f32): void {
  const down = load<i32>(windows, DILATION_Y);
  const along = load<i32>(windows, DILATION_X);
  const bottom = min(load<i32>(windows, HEIGHT), top + load<i32>(windows, SIZE_Y) * down);
  const right = min(load<i32>(windows, WIDTH), left + load<i32>(windows, SIZE_X) * along);
  const start = left + firstInside(left, along) * along;
  for (let y = top + firstInside(top, down) * down; y < bottom; y += down)
    for (let x = start; x < right; x += along) {
      const to = at(gradient, windows, y, x);
      store<f32>(to, load<f32>(to) + value);
    }
}
