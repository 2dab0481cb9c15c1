/**
 * The number with the fewest decimal digits that rounds to the given float32: 0.1 for the float32 nearest to 0.1,
 * whose exact value 0.10000000149011612 is what text formats would print otherwise.
 * Every float32 comes back from its text unchanged. Six digits always survive a float32, nine always suffice;
 * numbers below 1.2e-38, of which fewer would survive, are given six as well.
 */
export function shortestDouble(float: number): number {
  if (!Number.isFinite(float) || (Number.isInteger(float) && Math.abs(float) <= 2 ** 24)) return float;
  const exponent = Math.floor(Math.log10(Math.abs(float)));
  for (let digits = 6; digits < 9; digits++) {
    const decimals = digits - 1 - exponent;
    // Powers of ten up to 22 are exact in float64, so that this quotient is the float64 nearest to the decimal.
    const rounded =
      decimals >= 0 && decimals <= 22
        ? Math.round(float * 10 ** decimals) / 10 ** decimals
        : Number(float.toPrecision(digits));
    if (Math.fround(rounded) === float) return rounded;
  }
  return Number(float.toPrecision(9));
}

/** The numbers of an array as text formats should print them: float32 by `shortestDouble`, others as they are. */
export function printable(values: ArrayLike<number>): number[] {
  return values instanceof Float32Array ? Array.from(values, shortestDouble) : Array.from(values);
}
