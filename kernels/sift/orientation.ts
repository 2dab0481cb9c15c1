// Votes of the orientation histogram, two pixels at a time in float64 (see orientation.ts, the reference).
import { angles, difference } from './gradient';

/** Bins a degree; ½; bins; 0, 1. */
const NUMBERS: usize = memory.data<f64>([0.1, 0.5, 36, 0, 0, 1], 16);

/**
 * Pixels of a window vote into 36 float32 bins.
 * @param corner the address of its first pixel, in a plane whose rows are `stride` bytes long.
 * @param rowWeights float64, one a row; `weights` one a column, and one to spare.
 * @param histogram gets the sums.
 */
export function siftOrientationVotes(
  corner: usize,
  stride: usize,
  columns: i32,
  rows: i32,
  weights: usize,
  rowWeights: usize,
  histogram: usize,
): void {
  memory.fill(histogram, 0, 36 * 4);
  for (let i = 0; i < rows; i++)
    votesOfRow(
      corner + <usize>i * stride,
      stride,
      columns,
      weights,
      load<f64>(rowWeights + ((<usize>i) << 3)),
      histogram,
    );
}

function votesOfRow(
  row: usize,
  stride: usize,
  count: i32,
  weights: usize,
  rowWeight: f64,
  histogram: usize,
): void {
  const scale = f64x2.splat(rowWeight);
  for (let i = 0; i < count; i += 2) {
    const p = row + ((<usize>i) << 2);
    const dx = difference(p + 4, p - 4);
    const dy = difference(p - stride, p + stride);
    const position = f64x2.mul(angles(dy, dx), v128.load64_splat(NUMBERS));
    const whole = f64x2.floor(position);
    const up = f64x2.ge(f64x2.sub(position, whole), v128.load64_splat(NUMBERS, 8));
    const bins = i32x4.trunc_sat_f64x2_s_zero(f64x2.sub(whole, v128.and(up, f64x2.splat(-1))));
    const length = f64x2.sqrt(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)));
    const votes = f64x2.mul(f64x2.mul(scale, v128.load(weights + ((<usize>i) << 3))), length);
    vote(histogram, i32x4.extract_lane(bins, 0), f64x2.extract_lane(votes, 0));
    if (i + 1 < count) vote(histogram, i32x4.extract_lane(bins, 1), f64x2.extract_lane(votes, 1));
  }
}

/** Bin 36 is bin 0 again. */
function vote(histogram: usize, bin: i32, weight: f64): void {
  const p = histogram + ((<usize>(bin === 36 ? 0 : bin)) << 2);
  store<f32>(p, <f32>(<f64>load<f32>(p) + weight));
}
