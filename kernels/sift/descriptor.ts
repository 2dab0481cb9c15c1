// Votes of one SIFT descriptor, two pixels at a time in float64 (see votes.ts, the reference, which does the same
// operations in the same order; only the sums of the histogram are float32).
import { angles, difference, rounded } from './gradient';

/** Bytes from one cell of the histogram to the next in its row, and to the next row. */
const CELL: usize = 9 * 4;
const CELL_ROW: usize = 6 * CELL;

/** 0 and 1 · −1 and 4, the bounds · 1.5, half the cells between centres · floats to the next row, cell, and first cell. */
const NUMBERS: usize = memory.data<f64>([0, 1, -1, 4, 1.5, 54, 9, 63, 6755399441055744], 16);

function number(i: usize): v128 {
  return v128.load64_splat(NUMBERS + (i << 3));
}

/**
 * The votes of the rows firstRow … lastRow and the columns first … last of a patch, counted from its centre.
 * @param centre the address of the centre's pixel in a plane whose rows are `stride` bytes long.
 * @param weights float64 weight of the centre; those of the other rows and columns lie on both sides.
 * @param geometry float64: cosine and sine over the cell's width, angle in degrees, bins a degree.
 * @param histogram gets 6 × 6 cells of 9 float32 bins.
 */
export function siftVotes(
  centre: usize,
  stride: usize,
  firstRow: i32,
  lastRow: i32,
  first: i32,
  last: i32,
  weights: usize,
  geometry: usize,
  histogram: usize,
): void {
  const cos = load<f64>(geometry);
  const sin = load<f64>(geometry, 8);
  memory.fill(histogram, 0, 6 * CELL_ROW);
  for (let i = firstRow; i <= lastRow; i++) {
    const rowCos = <f64>(<f32>(<f64>i * cos));
    const rowSin = <f64>(<f32>(<f64>i * sin));
    // Whatever lies further out than 2.5 cells has no vote; a pixel more on each side makes up for rounding.
    const left = max(leastOffset(cos, rowSin), leastOffset(sin, -rowCos));
    const right = min(-leastOffset(cos, -rowSin), -leastOffset(sin, rowCos));
    const from = <i32>min(max(<f64>first, floor(left) - 1), <f64>last + 1);
    const to = <i32>max(min(<f64>last, ceil(right) + 1), <f64>first - 1);
    const pixel = centre + <usize>i * stride;
    const rowWeight = load<f64>(weights + ((<usize>i) << 3));
    votesOfRow(pixel, stride, from, to, weights, rowWeight, rowCos, rowSin, geometry, histogram);
  }
}

/** The smallest j with |j · slope − shift| ≤ 2.5. */
function leastOffset(slope: f64, shift: f64): f64 {
  return slope === 0 ? -Infinity : (slope > 0 ? shift - 2.5 : shift + 2.5) / slope;
}

function votesOfRow(
  pixel: usize,
  stride: usize,
  first: i32,
  last: i32,
  weights: usize,
  rowWeight: f64,
  rowCos: f64,
  rowSin: f64,
  geometry: usize,
  histogram: usize,
): void {
  const cos = v128.load64_splat(geometry);
  const sin = v128.load64_splat(geometry, 8);
  for (let j = first; j <= last; j += 2) {
    const offset = f64x2.add(f64x2.splat(<f64>j), v128.load(NUMBERS));
    const across = rounded(f64x2.sub(f64x2.mul(offset, cos), f64x2.splat(rowSin)));
    const along = rounded(f64x2.add(f64x2.mul(offset, sin), f64x2.splat(rowCos)));
    const column = rounded(f64x2.add(across, number(4)));
    const row = rounded(f64x2.add(along, number(4)));
    let inside = v128.and(f64x2.gt(column, number(2)), f64x2.lt(column, number(3)));
    inside = v128.and(inside, v128.and(f64x2.gt(row, number(2)), f64x2.lt(row, number(3))));
    inside = v128.and(inside, f64x2.le(offset, f64x2.splat(<f64>last)));
    if (!v128.any_true(inside)) continue;
    const p = pixel + ((<usize>j) << 2);
    const dx = difference(p + 4, p - 4);
    const dy = difference(p - stride, p + stride);
    let magnitude = f64x2.sqrt(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)));
    magnitude = f64x2.mul(magnitude, f64x2.splat(rowWeight));
    magnitude = f64x2.mul(magnitude, v128.load(weights + ((<usize>j) << 3)));
    magnitude = v128.and(magnitude, inside);
    const turned = rounded(f64x2.sub(angles(dy, dx), v128.load64_splat(geometry, 16)));
    const bin = rounded(f64x2.mul(turned, v128.load64_splat(geometry, 24)));
    share(magnitude, inside, row, column, bin, histogram);
  }
}

/** Splits two votes between the nearest cells and orientations. */
function share(magnitude: v128, inside: v128, row: v128, column: v128, bin: v128, histogram: usize): void {
  const row0 = f64x2.floor(row);
  const column0 = f64x2.floor(column);
  const bin0 = f64x2.floor(bin);
  const inBin = f64x2.sub(bin, bin0);
  const inColumn = f64x2.sub(column, column0);
  const lower = f64x2.mul(magnitude, f64x2.sub(row, row0));
  const upper = f64x2.sub(magnitude, lower);
  const upperRight = f64x2.mul(upper, inColumn);
  const lowerRight = f64x2.mul(lower, inColumn);
  const upperLeft = f64x2.sub(upper, upperRight);
  const lowerLeft = f64x2.sub(lower, lowerRight);
  const cell = f64x2.add(f64x2.add(f64x2.mul(row0, number(5)), f64x2.mul(column0, number(6))), number(7));
  const bins = v128.and(f64x2.add(bin0, number(8)), i64x2.splat(7));
  const at = i32x4.shl(i32x4.add(f64x2.add(v128.and(cell, inside), number(8)), bins), 2);
  const a = f64x2.mul(upperLeft, inBin);
  const b = f64x2.mul(upperRight, inBin);
  const c = f64x2.mul(lowerLeft, inBin);
  const d = f64x2.mul(lowerRight, inBin);
  const a0 = f64x2.sub(upperLeft, a);
  const b0 = f64x2.sub(upperRight, b);
  const c0 = f64x2.sub(lowerLeft, c);
  const d0 = f64x2.sub(lowerRight, d);
  const one = histogram + <usize>i32x4.extract_lane(at, 0);
  vote(one, i64x2.shuffle(a0, a, 0, 2));
  vote(one + CELL, i64x2.shuffle(b0, b, 0, 2));
  vote(one + CELL_ROW, i64x2.shuffle(c0, c, 0, 2));
  vote(one + CELL_ROW + CELL, i64x2.shuffle(d0, d, 0, 2));
  const two = histogram + <usize>i32x4.extract_lane(at, 2);
  vote(two, i64x2.shuffle(a0, a, 1, 3));
  vote(two + CELL, i64x2.shuffle(b0, b, 1, 3));
  vote(two + CELL_ROW, i64x2.shuffle(c0, c, 1, 3));
  vote(two + CELL_ROW + CELL, i64x2.shuffle(d0, d, 1, 3));
}

/** Adds two votes to two neighbouring bins. */
function vote(bins: usize, votes: v128): void {
  const sum = f64x2.add(f64x2.promote_low_f32x4(v128.load64_zero(bins)), votes);
  v128.store64_lane(bins, f32x4.demote_f64x2_zero(sum), 0);
}
