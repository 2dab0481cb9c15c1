// One SIFT descriptor, four pixels at a time (see votes.ts and descriptor.ts, the references, which do the same
// operations in the same order).
import { fusedMultiplyAdd } from '../fused-multiply-add';
import { angles, difference, exponentials, lengths, nearestWhole } from './gradient';
import { quantise } from './quantise';

/**
 * The histogram is `[6 rows, 9 bins, 6 columns]`: what one pixel adds to two neighbouring columns is one sum of two.
 * Bytes to the next bin and to the next row:
 */
const BIN: usize = 6 * 4;
const ROW: usize = 9 * BIN;

/** Half the cells that a patch and its margin have, and a little for rounding. */
const REACH: f64 = 2.50001;

/** 0, 1, 2, 3 · the cells' bounds, −1 and 4 · ½ and 2 · −⅛ · bins a degree · floats to the next row, and to cell (0, 0). */
const NUMBERS: usize = memory.data<f32>([0, 1, 2, 3, -1, 4, 0.5, 2, -0.125, 0.022222223, 54, 55], 16);

function number(i: usize): v128 {
  return v128.load32_splat(NUMBERS + (i << 2));
}

/**
 * The descriptor of a patch: its rows firstRow … lastRow and columns first … last, counted from its centre.
 * @param centre the address of the centre's pixel in a plane whose rows are `stride` bytes long.
 * @param cos, sin of the patch's angle, over a cell's width; `turn` that angle in degrees.
 * @param histogram room for 6 × 9 × 6 floats.
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
  for (let i = firstRow; i <= lastRow; i++) {
    const rowCos = <f32>i * cos;
    const rowSin = <f32>i * sin;
    // Nothing further out than REACH cells has a vote.
    const left = max(leastOffset(cos, rowSin), leastOffset(sin, -rowCos));
    const right = min(-leastOffset(cos, -rowSin), -leastOffset(sin, rowCos));
    const from = <i32>min(max(<f64>first, ceil(left)), <f64>last + 1);
    const to = <i32>max(min(<f64>last, floor(right)), <f64>first - 1);
    votesOfRow(centre + <usize>i * stride, stride, from, to, cos, sin, rowCos, rowSin, turn, histogram);
  }
  quantise(histogram, BIN, ROW, out);
}

/** The smallest j with |j · slope − shift| ≤ REACH. */
function leastOffset(slope: f64, shift: f64): f64 {
  return slope === 0 ? -Infinity : (slope > 0 ? shift - REACH : shift + REACH) / slope;
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
  for (let j = first; j <= last; j += 4) {
    const offset = f32x4.add(f32x4.splat(<f32>j), v128.load(NUMBERS));
    const across = fusedMultiplyAdd(offset, acrossStep, acrossStart);
    const down = fusedMultiplyAdd(offset, downStep, downStart);
    const column = f32x4.sub(f32x4.add(across, number(7)), number(6));
    const line = f32x4.sub(f32x4.add(down, number(7)), number(6));
    let inside = v128.and(f32x4.gt(column, number(4)), f32x4.lt(column, number(5)));
    inside = v128.and(inside, v128.and(f32x4.gt(line, number(4)), f32x4.lt(line, number(5))));
    inside = v128.and(inside, f32x4.le(offset, end));
    const p = row + ((<usize>j) << 2);
    const dx = difference(p + 4, p - 4);
    const dy = difference(p - stride, p + stride);
    const squaredDistance = fusedMultiplyAdd(across, across, f32x4.mul(down, down));
    const weight = exponentials(f32x4.mul(squaredDistance, number(8)));
    const votes = v128.and(f32x4.mul(lengths(dx, dy), weight), inside);
    const bin = f32x4.mul(f32x4.sub(angles(dy, dx), turned), number(9));
    share(votes, inside, line, column, bin, histogram);
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
  const cell = f32x4.add(f32x4.add(f32x4.mul(row0, number(10)), column0), number(11));
  const cellBytes = i32x4.shl(v128.and(nearestWhole(cell), i32x4.splat(255)), 2);
  const whichBin = v128.and(nearestWhole(bin0), i32x4.splat(7));
  const binBytes = i32x4.add(i32x4.shl(whichBin, 4), i32x4.shl(whichBin, 3));
  const at = v128.and(i32x4.add(cellBytes, binBytes), inside);
  const first = histogram + <usize>i32x4.extract_lane(at, 0);
  const second = histogram + <usize>i32x4.extract_lane(at, 1);
  addPairs(first, second, i32x4.shuffle(a, b, 0, 4, 1, 5), 0);
  addPairs(first, second, i32x4.shuffle(upperLeftNext, upperRightNext, 0, 4, 1, 5), BIN);
  addPairs(first, second, i32x4.shuffle(c, d, 0, 4, 1, 5), ROW);
  addPairs(first, second, i32x4.shuffle(lowerLeftNext, lowerRightNext, 0, 4, 1, 5), ROW + BIN);
  const third = histogram + <usize>i32x4.extract_lane(at, 2);
  const fourth = histogram + <usize>i32x4.extract_lane(at, 3);
  addPairs(third, fourth, i32x4.shuffle(a, b, 2, 6, 3, 7), 0);
  addPairs(third, fourth, i32x4.shuffle(upperLeftNext, upperRightNext, 2, 6, 3, 7), BIN);
  addPairs(third, fourth, i32x4.shuffle(c, d, 2, 6, 3, 7), ROW);
  addPairs(third, fourth, i32x4.shuffle(lowerLeftNext, lowerRightNext, 2, 6, 3, 7), ROW + BIN);
}

/** Adds two floats at one place, then two at another, which may be the same. */
function addPairs(first: usize, second: usize, votes: v128, offset: usize): void {
  const one = first + offset;
  const two = second + offset;
  v128.store64_lane(one, f32x4.add(v128.load64_zero(one), votes), 0);
  v128.store64_lane(two, f32x4.add(v128.load64_lane(two, votes, 1), votes), 1);
}
