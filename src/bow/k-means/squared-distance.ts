/** The squared distance in float64: eight sums side by side, as kernels/k-means/measure.ts has them. */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const s = new Float64Array(8);
  for (let j = 0; j < a.length; j++) s[j % 8]! += (a[j]! - b[j]!) ** 2;
  return s[0]! + s[4]! + (s[2]! + s[6]!) + (s[1]! + s[5]! + (s[3]! + s[7]!));
}
