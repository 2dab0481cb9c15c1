// One SIFT descriptor, four pixels at a time (see votes.ts and descriptor.ts, the references, which do the same
// operations in the same order).
import { fusedMultiplyAdd } from '../fused-multiply-add';
import { angles, exponentials, lengths, nearestWhole } from './gradient';
import { quantise } from './quantise';

/**
 * The histogram is `[6 rows, 9 bins, 8 columns]`, of which 6 are used: what a pixel adds to two neighbouring columns is one
 * sum of two. Bytes to the next bin and to the next row:
 */
const BIN: usize = 8 * 4;
const ROW: usize = 9 * BIN;

/** Half the cells that a patch and its margin have, and a little for rounding. */
const REACH: f64 = 2.50001;

/**
 * 0, 1, 2, 3 · the cells' bounds, −1 and 4 · ½ and 2 · −⅛ · bins a degree · bytes to the next row and column, and to cell
 * (0, 0) · pixels at once. In memory, since V8 makes constants anew in every turn.
 */
const NUMBERS: usize = memory.data<f32>([0, 1, 2, 3, -1, 4, 0.5, 2, -0.125, 0.022222223, 288, 4, 292, 4], 16);

/** The bits of `nearestWhole` that say how many bytes, and which bin. */
const BITS: usize = memory.data<i32>([2047, 7], 16);

function number(i: usize): v128 {
  return v128.load32_splat(NUMBERS + (i << 2));
}

/**
 * The descriptor of a patch: its rows firstRow … lastRow and columns first … last, counted from its centre.
 * @param centre the address of the centre's pixel in a plane whose rows are `stride` bytes long.
 * @param cos, sin of the patch's angle, over a cell's width; `turn` that angle in degrees.
 * @param histogram room for 6 × 9 × 8 floats.
 * @param out gets 128 whole numbers 0–255, as floats.
 */
export function siftDescribe(
  centre: usize,
  stride: usize,
  firstRow: i32,
  lastRow: i32,
  first: i32,
  last: i32,
  cos: f32,
  sin: f32,
  turn: f32,
  histogram: usize,
  out: usize,
): void {
  memory.fill(histogram, 0, 6 * ROW);
  const overCos = inverse(cos);
  const overSin = inverse(sin);
  const acrossReach = reach(overCos);
  const downReach = reach(overSin);
  for (let i = firstRow; i <= lastRow; i++) {
    const rowCos = <f32>i * cos;
    const rowSin = <f32>i * sin;
    // Nothing has a vote further out than REACH cells, across or down.
    const acrossMiddle = rowSin * overCos;
    const downMiddle = -rowCos * overSin;
    const left = ceil(max(acrossMiddle - acrossReach, downMiddle - downReach));
    const right = floor(min(acrossMiddle + acrossReach, downMiddle + downReach));
    const from = <i32>min(max(<f64>first, left), <f64>last + 1);
    const to = <i32>max(min(<f64>last, right), <f64>first - 1);
    votesOfRow(centre + <usize>i * stride, stride, from, to, cos, sin, rowCos, rowSin, turn, histogram);
  }
  quantise(histogram, BIN, ROW, out);
}

/** 0 for the slope of what does not change along a row. */
function inverse(slope: f64): f64 {
  return slope === 0 ? 0 : 1 / slope;
}

/** Pixels along a row for REACH cells. */
function reach(pixelsToCell: f64): f64 {
  return pixelsToCell === 0 ? Infinity : REACH * abs(pixelsToCell);
}

function votesOfRow(
  row: usize,
  stride: usize,
  first: i32,
  last: i32,
  cos: f32,
  sin: f32,
  rowCos: f32,
  rowSin: f32,
  turn: f32,
  histogram: usize,
): void {
  const end = f32x4.splat(<f32>last);
  const acrossStep = f32x4.splat(cos);
  const downStep = f32x4.splat(sin);
  const acrossStart = f32x4.splat(-rowSin);
  const downStart = f32x4.splat(rowCos);
  const turned = f32x4.splat(turn);
  let offset = f32x4.add(f32x4.splat(<f32>first), v128.load(NUMBERS));
  let p = row + ((<usize>first) << 2) - 4;
  const lastPixel = row + ((<usize>last) << 2) - 4;
  for (; <isize>p <= <isize>lastPixel; p += 16) {
    const across = fusedMultiplyAdd(offset, acrossStep, acrossStart);
    const down = fusedMultiplyAdd(offset, downStep, downStart);
    const column = f32x4.sub(f32x4.add(across, number(7)), number(6));
    const line = f32x4.sub(f32x4.add(down, number(7)), number(6));
    const within = f32x4.lt(f32x4.pmax(column, line), number(5));
    const inside = v128.and(
      v128.and(f32x4.gt(f32x4.pmin(column, line), number(4)), within),
      f32x4.le(offset, end),
    );
    const dx = f32x4.sub(v128.load(p, 8), v128.load(p));
    const dy = f32x4.sub(v128.load(p - stride, 4), v128.load(p + stride, 4));
    const squaredDistance = fusedMultiplyAdd(across, across, f32x4.mul(down, down));
    const weight = exponentials(f32x4.mul(squaredDistance, number(8)));
    const votes = v128.and(f32x4.mul(lengths(dx, dy), weight), inside);
    const bin = f32x4.mul(f32x4.sub(angles(dy, dx), turned), number(9));
    share(votes, inside, line, column, bin, histogram);
    offset = f32x4.add(offset, number(13));
  }
}

/** Splits four votes between the nearest rows, columns and bins. What lies outside adds nothing to the first bins. */
function share(votes: v128, inside: v128, row: v128, column: v128, bin: v128, histogram: usize): void {
  const row0 = f32x4.floor(row);
  const column0 = f32x4.floor(column);
  const bin0 = f32x4.floor(bin);
  const inBin = f32x4.sub(bin, bin0);
  const inColumn = f32x4.sub(column, column0);
  const lower = f32x4.mul(votes, f32x4.sub(row, row0));
  const upper = f32x4.sub(votes, lower);
  const upperRight = f32x4.mul(upper, inColumn);
  const lowerRight = f32x4.mul(lower, inColumn);
  const upperLeft = f32x4.sub(upper, upperRight);
  const lowerLeft = f32x4.sub(lower, lowerRight);
  const upperLeftNext = f32x4.mul(upperLeft, inBin);
  const upperRightNext = f32x4.mul(upperRight, inBin);
  const lowerLeftNext = f32x4.mul(lowerLeft, inBin);
  const lowerRightNext = f32x4.mul(lowerRight, inBin);
  const a = f32x4.sub(upperLeft, upperLeftNext);
  const b = f32x4.sub(upperRight, upperRightNext);
  const c = f32x4.sub(lowerLeft, lowerLeftNext);
  const d = f32x4.sub(lowerRight, lowerRightNext);
  const cell = f32x4.add(f32x4.add(f32x4.mul(row0, number(10)), f32x4.mul(column0, number(11))), number(12));
  const cellBytes = v128.and(nearestWhole(v128.and(cell, inside)), v128.load32_splat(BITS));
  const binBytes = i32x4.shl(v128.and(nearestWhole(bin0), v128.load32_splat(BITS, 4)), 5);
  const at = i32x4.add(cellBytes, binBytes);
  const above = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const aboveNext = i32x4.shuffle(upperLeftNext, upperRightNext, 0, 4, 1, 5);
  const below = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const belowNext = i32x4.shuffle(lowerLeftNext, lowerRightNext, 0, 4, 1, 5);
  addLower(histogram + <usize>i32x4.extract_lane(at, 0), above, aboveNext, below, belowNext);
  addUpper(histogram + <usize>i32x4.extract_lane(at, 1), above, aboveNext, below, belowNext);
  const above2 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const aboveNext2 = i32x4.shuffle(upperLeftNext, upperRightNext, 2, 6, 3, 7);
  const below2 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  const belowNext2 = i32x4.shuffle(lowerLeftNext, lowerRightNext, 2, 6, 3, 7);
  addLower(histogram + <usize>i32x4.extract_lane(at, 2), above2, aboveNext2, below2, belowNext2);
  addUpper(histogram + <usize>i32x4.extract_lane(at, 3), above2, aboveNext2, below2, belowNext2);
}

/** Adds the lower two floats of each to two columns of two rows and two bins. */
function addLower(cell: usize, above: v128, aboveNext: v128, below: v128, belowNext: v128): void {
  v128.store64_lane(cell, f32x4.add(v128.load64_zero(cell), above), 0);
  v128.store64_lane(cell, f32x4.add(v128.load64_zero(cell, BIN), aboveNext), 0, BIN);
  v128.store64_lane(cell, f32x4.add(v128.load64_zero(cell, ROW), below), 0, ROW);
  v128.store64_lane(cell, f32x4.add(v128.load64_zero(cell, ROW + BIN), belowNext), 0, ROW + BIN);
}

/** Adds the upper two. */
function addUpper(cell: usize, above: v128, aboveNext: v128, below: v128, belowNext: v128): void {
  v128.store64_lane(cell, f32x4.add(v128.load64_lane(cell, above, 1), above), 1);
  v128.store64_lane(cell, f32x4.add(v128.load64_lane(cell, aboveNext, 1, BIN), aboveNext), 1, BIN);
  v128.store64_lane(cell, f32x4.add(v128.load64_lane(cell, below, 1, ROW), below), 1, ROW);
  v128.store64_lane(
    cell,
    f32x4.add(v128.load64_lane(cell, belowNext, 1, ROW + BIN), belowNext),
    1,
    ROW + BIN,
  );
}
