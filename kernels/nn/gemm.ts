// Products of float matrices, the heart of dense layers and convolutions. Both matrices are first laid out in
// panels; the panels of B are as deep as the first cache level holds.
import { multiplyAdd } from '../multiply-add';
import { COLUMNS, packColumns, packRows, ROWS } from './pack';
import { packGathered } from './pack-gathered';

/** How much of the inner dimension is done at once: a panel of B is 16 KB then. */
const DEPTH: i32 = 512;

/**
 * One tile: rows of A's panel times eight columns of B's, two accumulators a row. It only stores: more work behind
 * the loop would cost V8 registers within it.
 * @param stride distance of the result's rows in bytes.
 */
function tile(a: usize, b: usize, depth: i32, c: usize, stride: usize): void {
  if (ASC_FEATURE_RELAXED_SIMD) tileOfSix(a, b, depth, c, stride);
  else tileOfFour(a, b, depth, c, stride);
}

function tileOfFour(a: usize, b: usize, depth: i32, c: usize, stride: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
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
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += stride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += stride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
}

function tileOfSix(a: usize, b: usize, depth: i32, c: usize, stride: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0);
  let c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0);
  let c51 = f32x4.splat(0);
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
    x = v128.load32_splat(a, 16);
    c40 = multiplyAdd(x, b0, c40);
    c41 = multiplyAdd(x, b1, c41);
    x = v128.load32_splat(a, 20);
    c50 = multiplyAdd(x, b0, c50);
    c51 = multiplyAdd(x, b1, c51);
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += stride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += stride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += stride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
  c += stride;
  v128.store(c, c40);
  v128.store(c, c41, 16);
  c += stride;
  v128.store(c, c50);
  v128.store(c, c51, 16);
}

/** Puts a tile where it belongs, as much of it as is there, or adds it to what is there. */
function place(tiled: usize, c: usize, rows: i32, columns: i32, stride: usize, isFirst: bool): void {
  for (let r = 0; r < rows; r++, c += stride, tiled += COLUMNS << 2) {
    if (columns === COLUMNS && !isFirst) {
      v128.store(c, f32x4.add(v128.load(tiled), v128.load(c)));
      v128.store(c, f32x4.add(v128.load(tiled, 16), v128.load(c, 16)), 16);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      const at = (<usize>column) << 2;
      const value = load<f32>(tiled + at);
      store<f32>(c + at, isFirst ? value : value + load<f32>(c + at));
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

/** Where B's panels are in scratch, behind those of A. */
export function panelsOfB(rows: i32, inner: i32, scratch: usize): usize {
  return scratch + ((<usize>(roundedUp(rows, ROWS) * min(DEPTH, inner))) << 2);
}

/**
 * The product of panels that are `depth` deep, into C or added to it.
 * @param panelsA in scratch; those of B and room for a tile come behind them. @param stride of C's rows in bytes.
 */
export function multiplyPanels(
  rows: i32,
  columns: i32,
  depth: i32,
  panelsA: usize,
  panelsB: usize,
  c: usize,
  stride: usize,
  isFirst: bool,
): void {
  const tiled = panelsB + ((<usize>(roundedUp(columns, COLUMNS) * depth)) << 2);
  for (let column = 0; column < columns; column += COLUMNS, panelsB += (<usize>(depth * COLUMNS)) << 2) {
    let panelA = panelsA;
    let to = c + ((<usize>column) << 2);
    const wide = min(COLUMNS, columns - column);
    for (let row = 0; row < rows; row += ROWS, to += <usize>ROWS * stride) {
      const high = min(ROWS, rows - row);
      if (isFirst && high === ROWS && wide === COLUMNS) tile(panelA, panelsB, depth, to, stride);
      else {
        tile(panelA, panelsB, depth, tiled, COLUMNS << 2);
        place(tiled, to, high, wide, stride, isFirst);
      }
      panelA += (<usize>(depth * ROWS)) << 2;
    }
  }
}

/**
 * C = A·B, or C += A·B with `accumulate`; A is rows × inner, B inner × columns, C rows × columns.
 * `downA` and `alongA` say how far apart rows and columns of A lie, in floats; so a transposed matrix is one whose
 * two numbers have changed places. `downC` is the distance of C's rows: a part of the columns may be all that is
 * asked for. Each number of C comes out the same, whichever others are computed with it.
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
  downC: i32,
  accumulate: bool,
  scratch: usize,
): void {
  const panelsB = panelsOfB(rows, inner, scratch);
  for (let start = 0; start < inner; start += DEPTH) {
    const depth = min(DEPTH, inner - start);
    packRows(a + ((<usize>start * <usize>alongA) << 2), rows, depth, downA, alongA, scratch);
    packColumns(b + ((<usize>start * <usize>downB) << 2), columns, depth, downB, alongB, panelsB);
    const isFirst = start === 0 && !accumulate;
    multiplyPanels(rows, columns, depth, scratch, panelsB, c, (<usize>downC) << 2, isFirst);
  }
}

/**
 * C = A·B or C += A·B, where B is not laid out at all: its number in row i and column j is what lies
 * `down[i] + along[j]` bytes behind `b`. So images become matrices without being copied. A's columns are neighbours.
 */
export function gemmGathered(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  downA: i32,
  b: usize,
  down: usize,
  along: usize,
  c: usize,
  accumulate: bool,
  scratch: usize,
): void {
  const panelsB = panelsOfB(rows, inner, scratch);
  for (let start = 0; start < inner; start += DEPTH) {
    const depth = min(DEPTH, inner - start);
    packRows(a + ((<usize>start) << 2), rows, depth, downA, 1, scratch);
    packGathered(b, down + ((<usize>start) << 2), depth, along, columns, panelsB);
    const isFirst = start === 0 && !accumulate;
    multiplyPanels(rows, columns, depth, scratch, panelsB, c, (<usize>columns) << 2, isFirst);
  }
}
