/**
 * a · b + c of float32 numbers, rounded to float32 once, as the processors' instruction does.
 *
 * The product is exact in float64, but the sum is rounded there first: where that leaves it half-way between two float32
 * numbers, what was rounded off decides (Møller and Knuth's TwoSum).
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const nearest = Math.fround(sum);
  const acrossTheSum = 2 * sum - nearest;
  if (nearest === sum || Math.fround(acrossTheSum) !== acrossTheSum) return nearest;
  const part = sum - product;
  const lost = product - (sum - part) + (c - part);
  if (lost === 0) return nearest;
  return lost > 0 ? Math.max(nearest, acrossTheSum) : Math.min(nearest, acrossTheSum);
}
