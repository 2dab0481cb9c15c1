// Products of float matrices, the heart of dense layers and convolutions. Both matrices are first laid out in panels,
// so that whatever way they lie (transposed or not), the inner loop reads forwards; the panels of B are as deep as
// the first cache level holds.
import { multiplyAdd } from '../multiply-add';

/** Rows and columns of the tile that stays in registers: eight accumulators, two vectors of B, one number of A. */
const ROWS: i32 = 4;
const COLUMNS: i32 = 8;
/** How much of the inner dimension is done at once: a panel of B is 16 KB then. */
const DEPTH: i32 = 512;

/**
 * Rows `from` … `to` − 1 of A in panels of four: for each panel the numbers of the first inner index, then those of
 * the next. What is missing to four rows is 0.
 * @param down distance in memory between rows of A; @param along between columns; in floats.
 */
function packRows(
  a: usize,
  from: i32,
  to: i32,
  start: i32,
  depth: i32,
  down: i32,
  along: i32,
  packed: usize,
): void {
  for (let row = from; row < to; row += ROWS) {
    const count = min(ROWS, to - row);
    for (let r = 0; r < ROWS; r++) {
      let out = packed + ((<usize>r) << 2);
      if (r < count) {
        let source = a + ((<usize>(<i64>(row + r) * down + <i64>start * along)) << 2);
        const step = (<usize>along) << 2;
        for (let k = 0; k < depth; k++, source += step, out += ROWS << 2) store<f32>(out, load<f32>(source));
      } else for (let k = 0; k < depth; k++, out += ROWS << 2) store<f32>(out, 0);
    }
    packed += (<usize>(depth * ROWS)) << 2;
  }
}

/** Columns of B in panels of eight, as packRows. */
function packColumns(
  b: usize,
  columns: i32,
  start: i32,
  depth: i32,
  down: i32,
  along: i32,
  packed: usize,
): void {
  for (let column = 0; column < columns; column += COLUMNS) {
    const count = min(COLUMNS, columns - column);
    let source = b + ((<usize>(<i64>start * down + <i64>column * along)) << 2);
    const step = (<usize>down) << 2;
    if (count === COLUMNS && along === 1) {
      for (let k = 0; k < depth; k++, source += step, packed += COLUMNS << 2) {
        v128.store(packed, v128.load(source));
        v128.store(packed, v128.load(source, 16), 16);
      }
      continue;
    }
    for (let k = 0; k < depth; k++, source += step, packed += COLUMNS << 2) {
      let from = source;
      for (let c = 0; c < COLUMNS; c++, from += (<usize>along) << 2)
        store<f32>(packed + ((<usize>c) << 2), c < count ? load<f32>(from) : 0);
    }
  }
}

/** One tile: four rows of A's panel times eight columns of B's, into a buffer of 4 × 8 floats. */
function tile(a: usize, b: usize, depth: i32, out: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + ((<usize>(depth * ROWS)) << 2);
  for (; a < end; a += ROWS << 2, b += COLUMNS << 2) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

/** Puts a tile where it belongs, or adds it to what is there. */
function place(tiled: usize, c: usize, rows: i32, columns: i32, stride: i32, isFirst: bool): void {
  for (let r = 0; r < rows; r++) {
    const row = c + ((<usize>(r * stride)) << 2);
    const from = tiled + ((<usize>(r * COLUMNS)) << 2);
    if (columns === COLUMNS) {
      let low = v128.load(from);
      let high = v128.load(from, 16);
      if (!isFirst) {
        low = f32x4.add(low, v128.load(row));
        high = f32x4.add(high, v128.load(row, 16));
      }
      v128.store(row, low);
      v128.store(row, high, 16);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      const at = (<usize>column) << 2;
      const value = load<f32>(from + at);
      store<f32>(row + at, isFirst ? value : value + load<f32>(row + at));
    }
  }
}

/** The next multiple of `unit`. */
function roundedUp(length: i32, unit: i32): i32 {
  return ((length + unit - 1) / unit) * unit;
}

/** Floats of scratch that gemm wants: panels of both matrices, and a tile. */
export function gemmScratch(rows: i32, columns: i32, inner: i32): i32 {
  const depth = min(DEPTH, inner);
  return roundedUp(rows, ROWS) * depth + roundedUp(columns, COLUMNS) * depth + ROWS * COLUMNS;
}

/**
 * C = A·B, or C += A·B with `accumulate`; A is rows × inner, B inner × columns, C rows × columns by rows.
 * `downA` and `alongA` say how far apart rows and columns of A lie, in floats; so a transposed matrix is one whose
 * two numbers have changed places.
 */
export function gemm(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  downA: i32,
  alongA: i32,
  b: usize,
  downB: i32,
  alongB: i32,
  c: usize,
  accumulate: bool,
  scratch: usize,
): void {
  const depthMost = min(DEPTH, inner);
  const panelsA = scratch;
  const panelsB = panelsA + ((<usize>(roundedUp(rows, ROWS) * depthMost)) << 2);
  const tiled = panelsB + ((<usize>(roundedUp(columns, COLUMNS) * depthMost)) << 2);
  for (let start = 0; start < inner; start += DEPTH) {
    const depth = min(DEPTH, inner - start);
    const isFirst = start === 0 && !accumulate;
    packRows(a, 0, rows, start, depth, downA, alongA, panelsA);
    packColumns(b, columns, start, depth, downB, alongB, panelsB);
    let panelB = panelsB;
    for (let column = 0; column < columns; column += COLUMNS, panelB += (<usize>(depth * COLUMNS)) << 2) {
      let panelA = panelsA;
      for (let row = 0; row < rows; row += ROWS, panelA += (<usize>(depth * ROWS)) << 2) {
        tile(panelA, panelB, depth, tiled);
        const to = c + ((<usize>(row * columns + column)) << 2);
        place(tiled, to, min(ROWS, rows - row), min(COLUMNS, columns - column), columns, isFirst);
      }
    }
  }
}
