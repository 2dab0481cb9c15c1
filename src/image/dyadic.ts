/** No finer than this: sums over an image of such numbers are exact in float64. */
const FINEST = 20;

/**
 * How often numbers must be doubled to be whole: 0 for integers, 2 for quarters. Null where 20 times is not enough,
 * as for 1/3, or where they exceed a million.
 */
export function dyadicShift(numbers: Float64Array): number | null {
  let shift = 0;
  for (const number of numbers) {
    if (Math.abs(number) > 2 ** 20) return null;
    while (!Number.isInteger(number * 2 ** shift)) if (++shift > FINEST) return null;
  }
  return shift;
}

/** The greatest number of which all of these are whole multiples; 1 where there is none, as for 1 and 1/3. */
export function commonDivisor(numbers: Float64Array): number {
  const shift = dyadicShift(numbers);
  if (shift === null) return 1;
  let divisor = 0;
  for (const number of numbers) {
    let rest = Math.abs(number) * 2 ** shift;
    while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  }
  return divisor === 0 ? 1 : divisor / 2 ** shift;
}
