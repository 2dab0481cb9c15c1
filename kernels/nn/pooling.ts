// Poolings of planes. Rows of a window are brought together first, whole rows at a time, and then the columns.
import {
  areTwoByTwo,
  COLUMNS,
  DILATION_X,
  DILATION_Y,
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

class Maximum {}
class Sum {}

function combine<Op>(a: v128, b: v128): v128 {
  if (idof<Op>() === idof<Maximum>()) return f32x4.max(a, b);
  return f32x4.add(a, b);
}

/** What a number outside the plane counts as. */
function outside<Op>(): f32 {
  if (idof<Op>() === idof<Maximum>()) return -Infinity;
  return 0;
}

/** Where the last window ends, counted from the padding's beginning. */
function reachOf(windows: usize): i32 {
  const start = (load<i32>(windows, COLUMNS) - 1) * load<i32>(windows, STRIDE_X);
  return start + (load<i32>(windows, SIZE_X) - 1) * load<i32>(windows, DILATION_X) + 1;
}

/** Brings the rows of a window that begins at row `top` together, `left` numbers of padding before them. */
function combineRows<Op>(plane: usize, windows: usize, top: i32, row: usize): void {
  const width = load<i32>(windows, WIDTH);
  const start = row + ((<usize>load<i32>(windows, LEFT)) << 2);
  let isFirst = true;
  for (let ky = 0; ky < load<i32>(windows, SIZE_Y); ky++) {
    const y = top + ky * load<i32>(windows, DILATION_Y);
    if (y < 0 || y >= load<i32>(windows, HEIGHT)) continue;
    let from = plane + ((<usize>(y * width)) << 2);
    let to = start;
    for (let i = 0; i < width; i += 4, from += 16, to += 16)
      v128.store(to, isFirst ? v128.load(from) : combine<Op>(v128.load(to), v128.load(from)));
    isFirst = false;
  }
  // What was written beyond the plane's width, and everything behind that a window reaches.
  const none = outside<Op>();
  const end = start + ((<usize>width) << 2);
  const reached = max(row + ((<usize>reachOf(windows)) << 2), end + 16);
  for (let to = end; to < reached; to += 4) store<f32>(to, none);
  if (isFirst) for (let to = start; to < end; to += 4) store<f32>(to, none);
}

/** A row of 2×2 windows side by side, four at once; the last four may overlap those before. */
function poolFours<Op>(x: usize, down: usize, y: usize, columns: i32, share: f32): void {
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>min(column, columns - 4)) << 2;
    const from = x + 2 * at;
    const a = combine<Op>(v128.load(from), v128.load(from + down));
    const b = combine<Op>(v128.load(from, 16), v128.load(from + down, 16));
    const even = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
    const odd = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
    v128.store(y + at, f32x4.mul(combine<Op>(even, odd), f32x4.splat(share)));
  }
}

function combineColumns<Op>(row: usize, windows: usize, y: usize, share: f32): void {
  const columns = load<i32>(windows, COLUMNS);
  const size = load<i32>(windows, SIZE_X);
  const stride = load<i32>(windows, STRIDE_X);
  const step = (<usize>load<i32>(windows, DILATION_X)) << 2;
  for (let column = 0; column < columns; column++) {
    let from = row + ((<usize>(column * stride)) << 2);
    let value = load<f32>(from);
    for (let kx = 1; kx < size; kx++) {
      from += step;
      if (idof<Op>() === idof<Maximum>()) value = max(value, load<f32>(from));
      else value += load<f32>(from);
    }
    store<f32>(y + ((<usize>column) << 2), value * share);
  }
}

function pool<Op>(x: usize, y: usize, windows: usize, first: i32, last: i32, share: f32, row: usize): void {
  const rows = load<i32>(windows, ROWS);
  const columns = load<i32>(windows, COLUMNS);
  const down = (<usize>load<i32>(windows, WIDTH)) << 2;
  const areFours = areTwoByTwo(windows) && columns >= 4;
  for (let i = 0; i < load<i32>(windows, LEFT); i++) store<f32>(row + ((<usize>i) << 2), outside<Op>());
  for (let plane = first; plane < last; plane++) {
    const from = x + ((<usize>(plane * load<i32>(windows, HEIGHT) * load<i32>(windows, WIDTH))) << 2);
    for (let r = 0; r < rows; r++) {
      const to = y + ((<usize>((plane * rows + r) * columns)) << 2);
      if (areFours) {
        poolFours<Op>(from + <usize>(2 * r) * down, down, to, columns, share);
        continue;
      }
      combineRows<Op>(from, windows, r * load<i32>(windows, STRIDE_Y) - load<i32>(windows, TOP), row);
      combineColumns<Op>(row, windows, to, share);
    }
  }
}

/** The largest number of each window of planes `first` to `last` − 1. */
export function maxPool(x: usize, y: usize, windows: usize, first: i32, last: i32, scratch: usize): void {
  pool<Maximum>(x, y, windows, first, last, 1, scratch);
}

/** The sum of each window times `share`. */
export function averagePool(
  x: usize,
  y: usize,
  windows: usize,
  first: i32,
  last: i32,
  share: f32,
  scratch: usize,
): void {
  pool<Sum>(x, y, windows, first, last, share, scratch);
}
