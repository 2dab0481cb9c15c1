// Blocks of cells, each normalised by itself.

/** Read from 4 - n on, the first n lanes. */
const FIRST = memory.data<i32>([-1, -1, -1, -1, 0, 0, 0, 0], 16);

const EPSILON: f32 = 1e-5;
const CLIP: f32 = 0.2;

/** The norms of `normaliseBlock`, in the order of `BLOCK_NORMS`. */
const L1 = 0;
const L1_SQRT = 1;
const L2_HYS = 3;

/**
 * `count` blocks of `side` × `side` cells, starting at one cell after the other: a block is `side` runs of `run`
 * numbers, `stride` bytes apart. Reads and writes up to 12 bytes too many at the end.
 */
export function hogBlocks(
  cells: usize,
  stride: usize,
  orientations: i32,
  side: i32,
  count: i32,
  norm: i32,
  blocks: usize,
): void {
  const run = side * orientations;
  for (let i = 0; i < count; i++) {
    let factor: f32;
    let limit: f32 = Infinity;
    let second: f32 = 1;
    if (norm === L1 || norm === L1_SQRT) factor = <f32>1 / (sumOf(cells, stride, run, side) + EPSILON);
    else factor = inverseLength(squares(cells, stride, run, side, 1, limit));
    if (norm === L2_HYS) {
      limit = CLIP;
      second = inverseLength(squares(cells, stride, run, side, factor, limit));
    }
    blocks = write(cells, stride, run, side, factor, limit, second, norm === L1_SQRT, blocks);
    cells += 4 * <usize>orientations;
  }
}

function inverseLength(squares: f32): f32 {
  return <f32>1 / sqrt(squares + EPSILON * EPSILON);
}

function sumOf(cells: usize, stride: usize, run: i32, side: i32): f32 {
  let sums = f32x4.splat(0);
  for (let row = 0; row < side; row++) {
    let i = 0;
    for (; i + 4 <= run; i += 4) sums = f32x4.add(sums, v128.load(cells + 4 * <usize>i));
    sums = f32x4.add(sums, v128.and(v128.load(cells + 4 * <usize>i), firstLanes(run - i)));
    cells += stride;
  }
  return sumOfLanes(sums);
}

/** The sum of squares of a block's values, each multiplied by a factor and then at most `limit`. */
function squares(cells: usize, stride: usize, run: i32, side: i32, factor: f32, limit: f32): f32 {
  const factors = f32x4.splat(factor);
  const limits = f32x4.splat(limit);
  let sums = f32x4.splat(0);
  for (let row = 0; row < side; row++) {
    let i = 0;
    for (; i + 4 <= run; i += 4) {
      const values = f32x4.pmin(limits, f32x4.mul(v128.load(cells + 4 * <usize>i), factors));
      sums = f32x4.add(sums, f32x4.mul(values, values));
    }
    const last = f32x4.pmin(limits, f32x4.mul(v128.load(cells + 4 * <usize>i), factors));
    sums = f32x4.add(sums, v128.and(f32x4.mul(last, last), firstLanes(run - i)));
    cells += stride;
  }
  return sumOfLanes(sums);
}

/** Writes a block, min(value × factor, limit) × second, or the root of it; the place where it ends. */
function write(
  cells: usize,
  stride: usize,
  run: i32,
  side: i32,
  factor: f32,
  limit: f32,
  second: f32,
  root: bool,
  block: usize,
): usize {
  const factors = f32x4.splat(factor);
  const limits = f32x4.splat(limit);
  const seconds = f32x4.splat(second);
  for (let row = 0; row < side; row++) {
    // What is written beyond the end of a run, the next run replaces.
    for (let i = 0; i < run; i += 4) {
      const clipped = f32x4.pmin(limits, f32x4.mul(v128.load(cells + 4 * <usize>i), factors));
      const values = f32x4.mul(clipped, seconds);
      v128.store(block + 4 * <usize>i, root ? f32x4.sqrt(values) : values);
    }
    cells += stride;
    block += 4 * <usize>run;
  }
  return block;
}

function firstLanes(count: i32): v128 {
  return v128.load(FIRST + 4 * <usize>(4 - count));
}

function sumOfLanes(values: v128): f32 {
  const halves = f32x4.add(values, i32x4.shuffle(values, values, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}
