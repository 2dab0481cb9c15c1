// Ends of rows, where less than a vector is left.

/** Stores the first `count` (1 to 3) of four floats. */
export function storeSome(to: usize, value: v128, count: i32): void {
  store<f32>(to, f32x4.extract_lane(value, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(value, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(value, 2), 8);
}

/** The sum of four floats. */
export function sumOf(value: v128): f32 {
  return (
    f32x4.extract_lane(value, 0) +
    f32x4.extract_lane(value, 1) +
    (f32x4.extract_lane(value, 2) + f32x4.extract_lane(value, 3))
  );
}

const masks: usize = memory.data<i32>([-1, -1, -1, -1, 0, 0, 0, 0], 16);

/** All bits of the first `count` (0 to 4) of four lanes. */
export function firstLanes(count: i32): v128 {
  return v128.load(masks + ((<usize>(4 - count)) << 2));
}
