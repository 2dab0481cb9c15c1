// Extrema of the difference of Gaussians, four pixels at a time (see extrema.ts, the reference).

/** `count` differences `coarser` − `finer`; writes up to 3 floats more. */
export function siftSubtractRow(coarser: usize, finer: usize, count: i32, out: usize): void {
  const bytes = (<usize>count) << 2;
  for (let x: usize = 0; x < bytes; x += 16)
    v128.store(out + x, f32x4.sub(v128.load(coarser + x), v128.load(finer + x)));
}

/**
 * The pixels first … last − 1 of one row beyond ± `threshold` that none of their 26 neighbours exceeds (or, if
 * negative, undercuts). `rows` holds the addresses of the 9 rows around, u32, the pixel's own first.
 * @returns how many; their x go to `found`, i32.
 */
export function siftPeaksOfRow(rows: usize, first: i32, last: i32, threshold: f32, found: usize): i32 {
  const above = f32x4.splat(threshold);
  const below = f32x4.neg(above);
  const own = <usize>load<u32>(rows);
  let count = 0;
  for (let x = first; x < last; x += 4) {
    const at = (<usize>x) << 2;
    const value = v128.load(own + at);
    const left = v128.load(own + at - 4);
    const right = v128.load(own + at, 4);
    // Most pixels fail beside their own neighbours in the row.
    let peaks = v128.and(f32x4.gt(value, above), f32x4.ge(value, f32x4.pmax(left, right)));
    let troughs = v128.and(f32x4.lt(value, below), f32x4.le(value, f32x4.pmin(left, right)));
    if (!v128.any_true(v128.or(peaks, troughs))) continue;
    for (let row: usize = 4; row < 36; row += 4) {
      const p = <usize>load<u32>(rows + row) + at;
      const a = v128.load(p - 4);
      const b = v128.load(p);
      const c = v128.load(p, 4);
      peaks = v128.and(peaks, f32x4.ge(value, f32x4.pmax(f32x4.pmax(a, b), c)));
      troughs = v128.and(troughs, f32x4.le(value, f32x4.pmin(f32x4.pmin(a, b), c)));
      if (!v128.any_true(v128.or(peaks, troughs))) break;
    }
    let bits = i32x4.bitmask(v128.or(peaks, troughs));
    while (bits) {
      const pixel = x + ctz(bits);
      bits &= bits - 1;
      if (pixel >= last) break;
      store<i32>(found + ((<usize>count) << 2), pixel);
      count++;
    }
  }
  return count;
}
