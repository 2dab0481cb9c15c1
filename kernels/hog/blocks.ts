// Blocks of cells, each normalised by itself. A row of blocks is done step by step, so that no block waits for the root
// of its own length.
import { firstLanes, sumOfLanes, sumsOfLanes } from './lanes';

const EPSILON: f32 = 1e-5;
const CLIP: f32 = 0.2;

/** The norms of `normaliseBlock`, in the order of `BLOCK_NORMS`. */
const L1 = 0;
const L1_SQRT = 1;
const L2_HYS = 3;

/** How many bytes of scratch memory `hogBlocks` needs. */
export function hogBlocksScratch(cellsX: i32, side: i32, rows: i32): usize {
  const perRow = <usize>cellsX + 4;
  return 4 * perRow * <usize>(rows + side - 1) + 20 * perRow;
}

/**
 * `rows` rows of blocks of `side` × `side` cells, at every cell, from `rows` + `side` − 1 rows of `cellsX` cells. Reads
 * and writes up to 12 bytes too many at the end.
 */
export function hogBlocks(
  cells: usize,
  cellsX: i32,
  orientations: i32,
  side: i32,
  rows: i32,
  norm: i32,
  scratch: usize,
  blocks: usize,
): void {
  const count = cellsX - side + 1;
  const stride: usize = 4 * <usize>(cellsX * orientations);
  const run = side * orientations;
  const sumsStride: usize = 4 * <usize>(cellsX + 4);
  const isL1 = norm === L1 || norm === L1_SQRT;
  const factors = scratch;
  const squares = factors + sumsStride;
  let sums = squares + 4 * sumsStride;
  for (let row = 0; row < rows + side - 1; row++)
    cellSums(cells + <usize>row * stride, cellsX, orientations, isL1, sums + <usize>row * sumsStride);
  for (let row = 0; row < rows; row++) {
    blockFactors(sums, sumsStride, side, count, isL1, factors);
    if (norm === L2_HYS) {
      clipped(cells, stride, orientations, run, side, count, factors, blocks, squares);
      inverseLengths(squares, count, factors);
      scale(blocks, run * side, count, factors);
    } else scaled(cells, stride, orientations, run, side, count, factors, norm === L1_SQRT, blocks);
    cells += stride;
    sums += sumsStride;
    blocks += 4 * <usize>(count * side * run);
  }
}

/** The sum of each cell's values, or of their squares. */
function cellSums(cells: usize, count: i32, orientations: i32, isL1: bool, sums: usize): void {
  const whole: usize = 4 * <usize>(orientations & ~3);
  const inside = firstLanes(orientations & 3);
  for (let i = 0; i < count; i++) {
    let sum = v128.and(v128.load(cells + whole), inside);
    if (!isL1) sum = f32x4.mul(sum, sum);
    for (let at: usize = 0; at < whole; at += 16) {
      const values = v128.load(cells + at);
      sum = f32x4.add(sum, isL1 ? values : f32x4.mul(values, values));
    }
    store<f32>(sums + 4 * <usize>i, sumOfLanes(sum));
    cells += 4 * <usize>orientations;
  }
}

/** What each of `count` blocks is multiplied with, from the sums of its cells. Four blocks at a time. */
function blockFactors(sums: usize, stride: usize, side: i32, count: i32, isL1: bool, factors: usize): void {
  for (let i: usize = 0; i < 4 * <usize>count; i += 16) {
    let sum = f32x4.splat(0);
    let row = sums + i;
    for (let y = 0; y < side; y++) {
      for (let x: usize = 0; x < 4 * <usize>side; x += 4) sum = f32x4.add(sum, v128.load(row + x));
      row += stride;
    }
    const divisor = isL1 ? f32x4.add(sum, f32x4.splat(EPSILON)) : lengths(sum);
    v128.store(factors + i, f32x4.div(f32x4.splat(1), divisor));
  }
}

function lengths(squares: v128): v128 {
  return f32x4.sqrt(f32x4.add(squares, f32x4.splat(EPSILON * EPSILON)));
}

/** Writes blocks, min(value × factor, clip), and for each four numbers whose sum is that of its squares. */
function clipped(
  cells: usize,
  stride: usize,
  orientations: i32,
  run: i32,
  side: i32,
  count: i32,
  factors: usize,
  blocks: usize,
  squares: usize,
): void {
  const clip = f32x4.splat(CLIP);
  const whole: usize = 4 * <usize>(run & ~3);
  const inside = firstLanes(run & 3);
  for (let i: usize = 0; i < <usize>count; i++) {
    const factor = v128.load32_splat(factors + 4 * i);
    let sum = f32x4.splat(0);
    let source = cells;
    for (let y = 0; y < side; y++) {
      for (let at: usize = 0; at < whole; at += 16) {
        const values = f32x4.pmin(clip, f32x4.mul(v128.load(source + at), factor));
        v128.store(blocks + at, values);
        sum = f32x4.add(sum, f32x4.mul(values, values));
      }
      // What is written beyond the end of a run, the next run replaces.
      const last = f32x4.pmin(clip, f32x4.mul(v128.load(source + whole), factor));
      v128.store(blocks + whole, last);
      sum = f32x4.add(sum, v128.and(f32x4.mul(last, last), inside));
      source += stride;
      blocks += 4 * <usize>run;
    }
    v128.store(squares + 16 * i, sum);
    cells += 4 * <usize>orientations;
  }
}

function inverseLengths(squares: usize, count: i32, factors: usize): void {
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const sum = sumsOfLanes(squares + 16 * i);
    v128.store(factors + 4 * i, f32x4.div(f32x4.splat(1), lengths(sum)));
  }
}

/** Multiplies blocks of `length` numbers, each with its factor. */
function scale(blocks: usize, length: i32, count: i32, factors: usize): void {
  const whole: usize = 4 * <usize>(length & ~3);
  const inside = firstLanes(length & 3);
  for (let i: usize = 0; i < <usize>count; i++) {
    const factor = v128.load32_splat(factors + 4 * i);
    for (let at: usize = 0; at < whole; at += 16)
      v128.store(blocks + at, f32x4.mul(v128.load(blocks + at), factor));
    const last = v128.load(blocks + whole);
    v128.store(blocks + whole, v128.bitselect(f32x4.mul(last, factor), last, inside));
    blocks += 4 * <usize>length;
  }
}

/** Writes blocks, value × factor, or the roots of them. */
function scaled(
  cells: usize,
  stride: usize,
  orientations: i32,
  run: i32,
  side: i32,
  count: i32,
  factors: usize,
  root: bool,
  blocks: usize,
): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const factor = v128.load32_splat(factors + 4 * i);
    let source = cells;
    for (let y = 0; y < side; y++) {
      for (let at: usize = 0; at < 4 * <usize>run; at += 16) {
        const values = f32x4.mul(v128.load(source + at), factor);
        v128.store(blocks + at, root ? f32x4.sqrt(values) : values);
      }
      source += stride;
      blocks += 4 * <usize>run;
    }
    cells += 4 * <usize>orientations;
  }
}
