// The two nearest rows of a set for each of a block of vectors, by squared Euclidean distance.
//
// The screen: half the squared distance less half the vector's own squared length, h − x·c with h = ½|c|², in float32
// (screen-f32.ts, screen-whole.ts). The caller knows how wrong it can be. Every row whose score is within that margin
// of the second smallest is measured in float64, in the order of its numbers, so that the answer is that of measuring
// every row; of equals the first.

/** Numbers that `nearestTwo` writes for each vector: index, first and second squared distance, all float64. */
const RESULT_BYTES: usize = 24;

/** The squared length of each row, in float64. */
export function squaredLengths(rows: usize, count: i32, length: i32, squares: usize): void {
  for (let i = 0; i < count; i++) {
    const row = rows + ((<usize>(i * length)) << 2);
    let sums = f64x2.splat(0);
    let k = 0;
    for (; k + 2 <= length; k += 2) {
      const two = f64x2.promote_low_f32x4(v128.load64_zero(row + ((<usize>k) << 2)));
      sums = f64x2.add(sums, f64x2.mul(two, two));
    }
    let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    for (; k < length; k++) {
      const value = <f64>load<f32>(row + ((<usize>k) << 2));
      sum += value * value;
    }
    store<f64>(squares + ((<usize>i) << 3), sum);
  }
}

/**
 * Chooses among `count` rows for each of `vectors` vectors at `x`. `scores`: a line of `padded` float32 (a multiple of
 * 8) for each vector, beyond `count` infinite; `margins`: one float64 for each. Index −1 where there is no row.
 */
export function nearestTwo(
  x: usize,
  vectors: i32,
  rows: usize,
  count: i32,
  length: i32,
  scores: usize,
  padded: i32,
  margins: usize,
  results: usize,
): void {
  for (let i = 0; i < vectors; i++) {
    const line = scores + ((<usize>(i * padded)) << 2);
    const vector = x + ((<usize>(i * length)) << 2);
    const limit = upperLimit(<f64>secondSmallest(line, padded), load<f64>(margins + ((<usize>i) << 3)));
    measureBelow(limit, line, vector, rows, count, length, results + <usize>i * RESULT_BYTES);
  }
}

/** A float32 not below `score` + `margin`. */
function upperLimit(score: f64, margin: f64): f32 {
  const limit = score + margin;
  return <f32>(limit + abs(limit) * 2.4e-7 + 1e-37);
}

function secondSmallest(line: usize, padded: i32): f32 {
  let first = f32x4.splat(f32.MAX_VALUE);
  let second = first;
  const end = line + ((<usize>padded) << 2);
  for (let p = line; p < end; p += 16) {
    const score = v128.load(p);
    second = f32x4.pmin(second, f32x4.pmax(first, score));
    first = f32x4.pmin(first, score);
  }
  // Two rounds: each folds the upper half of the lanes onto the lower.
  for (let round = 0; round < 2; round++) {
    const otherFirst =
      round === 0 ? i64x2.shuffle(first, first, 1, 0) : i32x4.shuffle(first, first, 1, 0, 3, 2);
    const otherSecond =
      round === 0 ? i64x2.shuffle(second, second, 1, 0) : i32x4.shuffle(second, second, 1, 0, 3, 2);
    second = f32x4.pmin(f32x4.pmin(second, otherSecond), f32x4.pmax(first, otherFirst));
    first = f32x4.pmin(first, otherFirst);
  }
  return f32x4.extract_lane(second, 0);
}

/** Measures the rows whose score is at most `limit`, in their order. */
function measureBelow(
  limit: f32,
  line: usize,
  vector: usize,
  rows: usize,
  count: i32,
  length: i32,
  result: usize,
): void {
  let index = -1;
  let first = Infinity;
  let second = Infinity;
  const limits = f32x4.splat(limit);
  for (let from = 0; from < count; from += 4) {
    let near = i32x4.bitmask(f32x4.le(v128.load(line + ((<usize>from) << 2)), limits));
    while (near !== 0) {
      const row = from + ctz(near);
      near &= near - 1;
      if (row >= count) break;
      const distance = squaredDistance(vector, rows + ((<usize>(row * length)) << 2), length);
      if (distance < first) {
        second = first;
        first = distance;
        index = row;
      } else if (distance < second) second = distance;
    }
  }
  store<f64>(result, <f64>index);
  store<f64>(result, first, 8);
  store<f64>(result, second, 16);
}

function squaredDistance(a: usize, b: usize, length: i32): f64 {
  let sum: f64 = 0;
  const end = a + ((<usize>length) << 2);
  for (; a < end; a += 4, b += 4) {
    const difference = <f64>load<f32>(a) - <f64>load<f32>(b);
    sum += difference * difference;
  }
  return sum;
}
