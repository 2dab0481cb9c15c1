/** The squared distance in float64: eight sums side by side, as kernels/k-means/measure.ts has them. */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  sums.fill(0);
  for (let j = 0; j < a.length; j++) sums[j & 7]! += (a[j]! - b[j]!) ** 2;
  const even = sums[0]! + sums[4]! + (sums[2]! + sums[6]!);
  return even + (sums[1]! + sums[5]! + (sums[3]! + sums[7]!));
}

/** Not made anew for every distance; nothing in it outlives a call. */
const sums = new Float64Array(8);
