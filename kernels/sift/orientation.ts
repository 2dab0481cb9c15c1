// Votes of the orientation histogram, four pixels at a time (see orientation.ts, the reference).
import { angles, difference, exponentials, lengths, nearestWhole } from './gradient';

/** Bins a degree; 0, 1, 2, 3. */
const NUMBERS: usize = memory.data<f32>([0.1, 0, 0, 0, 0, 1, 2, 3], 16);

/** The bits of `nearestWhole` that say which bin; bins. */
const BINS: usize = memory.data<i32>([63, 36], 16);

/**
 * Pixels of a window vote into 36 float32 bins.
 * @param corner the address of its first pixel, in a plane whose rows are `stride` bytes long; `dx` and `dy` lead there
 *   from the middle.
 * @param falloff a pixel weighs exp(falloff · squared distance from the middle).
 * @param histogram gets the sums.
 */
export function siftOrientationVotes(
  corner: usize,
  stride: usize,
  columns: i32,
  rows: i32,
  dx: i32,
  dy: i32,
  falloff: f32,
  histogram: usize,
): void {
  memory.fill(histogram, 0, 36 * 4);
  for (let i = 0; i < rows; i++)
    votesOfRow(
      corner + <usize>i * stride,
      stride,
      columns,
      dx,
      <f32>((dy + i) * (dy + i)),
      falloff,
      histogram,
    );
}

function votesOfRow(
  row: usize,
  stride: usize,
  count: i32,
  firstX: i32,
  squaredY: f32,
  falloff: f32,
  histogram: usize,
): void {
  const decay = f32x4.splat(falloff);
  const fromRow = f32x4.splat(squaredY);
  const lastX = f32x4.splat(<f32>(firstX + count - 1));
  for (let i = 0; i < count; i += 4) {
    const p = row + ((<usize>i) << 2);
    const dx = difference(p + 4, p - 4);
    const dy = difference(p - stride, p + stride);
    const x = f32x4.add(f32x4.splat(<f32>(firstX + i)), v128.load(NUMBERS, 16));
    const weight = exponentials(f32x4.mul(f32x4.add(fromRow, f32x4.mul(x, x)), decay));
    const isInside = f32x4.le(x, lastX);
    const votes = v128.and(f32x4.mul(weight, lengths(dx, dy)), isInside);
    // Bin 36 is bin 0 again.
    const bin = v128.and(
      nearestWhole(f32x4.mul(angles(dy, dx), v128.load32_splat(NUMBERS))),
      v128.load32_splat(BINS),
    );
    const wrapped = v128.and(bin, v128.and(i32x4.lt_s(bin, v128.load32_splat(BINS, 4)), isInside));
    vote(histogram, i32x4.extract_lane(wrapped, 0), f32x4.extract_lane(votes, 0));
    vote(histogram, i32x4.extract_lane(wrapped, 1), f32x4.extract_lane(votes, 1));
    vote(histogram, i32x4.extract_lane(wrapped, 2), f32x4.extract_lane(votes, 2));
    vote(histogram, i32x4.extract_lane(wrapped, 3), f32x4.extract_lane(votes, 3));
  }
}

function vote(histogram: usize, bin: i32, weight: f32): void {
  const p = histogram + ((<usize>bin) << 2);
  store<f32>(p, load<f32>(p) + weight);
}
