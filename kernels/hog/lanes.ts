// Sums over the lanes of vectors of four floats.

/** Read from 4 - n on, the first n lanes. */
const FIRST = memory.data<i32>([-1, -1, -1, -1, 0, 0, 0, 0], 16);

/** All ones in the first `count` lanes. */
export function firstLanes(count: i32): v128 {
  return v128.load(FIRST + 4 * <usize>(4 - count));
}

/** The sum of four lanes. */
export function sumOfLanes(values: v128): f32 {
  const halves = f32x4.add(values, i32x4.shuffle(values, values, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

/** The sums of four vectors that lie one after the other. */
export function sumsOfLanes(vectors: usize): v128 {
  const a = v128.load(vectors);
  const b = v128.load(vectors, 16);
  const c = v128.load(vectors, 32);
  const d = v128.load(vectors, 48);
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(i32x4.shuffle(ab, cd, 0, 1, 4, 5), i32x4.shuffle(ab, cd, 2, 3, 6, 7));
}
