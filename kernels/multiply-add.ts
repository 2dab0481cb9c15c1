// Fused multiply-add: a·b + c with one rounding. The fused build has the instruction (relaxed SIMD); whether the
// processor behind it rounds once is asked at run time (`multiplyAddIsFused`), and the plain build is loaded where it
// does not. So in the fused build `multiplyAdd` always rounds once, and in the plain build always twice.

/**
 * a·b + c of four floats: one rounding in the fused build, two in the plain one. For results that are held to a
 * tolerance. Where bits must be the same in both, branch on ASC_FEATURE_RELAXED_SIMD and get the plain build's bits
 * from float64.
 */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Whether multiplyAdd rounds once: (1 + 2⁻²³)² − (1 + 2⁻²²) is 2⁻⁴⁶ then, and 0 where the product is rounded first. */
export function multiplyAddIsFused(above1: f32, minusSquare: f32): bool {
  const a = f32x4.splat(above1);
  return f32x4.extract_lane(multiplyAdd(a, a, f32x4.splat(minusSquare)), 0) !== 0;
}
