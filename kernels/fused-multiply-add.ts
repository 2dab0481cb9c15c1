// a·b + c rounded once, to the same bits in both builds: see src/features/sift/fused-multiply-add.ts, the reference. Where a
// tolerance will do, `multiplyAdd` is as fast everywhere.

/** The 29 bits of a float64 that a float32 has no room for; their value half-way between two floats. */
const REST: usize = memory.data<u64>([0x1fffffff, 0x10000000], 16);

/**
 * a·b + c of four floats with one rounding. The plain build has no instruction for it and makes the sum in float64, where
 * the product is exact: right for every result that a normal float32 can hold.
 */
export function fusedMultiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return i64x2.shuffle(lowPair(a, b, c), lowPair(high(a), high(b), high(c)), 0, 2);
}

/** The same of the lower two floats. */
function lowPair(a: v128, b: v128, c: v128): v128 {
  const product = f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b));
  const addend = f64x2.promote_low_f32x4(c);
  const sum = f64x2.add(product, addend);
  const isTie = i64x2.eq(v128.and(sum, v128.load64_splat(REST)), v128.load64_splat(REST, 8));
  return f32x4.demote_f64x2_zero(v128.any_true(isTie) ? settled(sum, product, addend, isTie) : sum);
}

/**
 * Sums half-way between two floats, moved by one unit to the side on which the exact sum lies: what float64 rounded off
 * decides (Møller and Knuth's TwoSum). Sums that are exact stay.
 */
function settled(sum: v128, product: v128, addend: v128, isTie: v128): v128 {
  const part = f64x2.sub(sum, product);
  const lost = f64x2.add(f64x2.sub(product, f64x2.sub(sum, part)), f64x2.sub(addend, part));
  // −1 where the exact sum is longer, 1 where it is shorter: as integers, floats grow with their length.
  const zero = i64x2.splat(0);
  const isLonger = i64x2.eq(v128.xor(f64x2.lt(sum, zero), f64x2.gt(lost, zero)), i64x2.splat(-1));
  const step = v128.bitselect(i64x2.splat(-1), i64x2.splat(1), isLonger);
  return i64x2.sub(sum, v128.and(step, v128.and(isTie, f64x2.ne(lost, zero))));
}

/** The upper two floats, moved down. */
function high(p: v128): v128 {
  return i64x2.shuffle(p, p, 1, 1);
}
