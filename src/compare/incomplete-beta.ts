/**
 * The regularised incomplete beta function I_x(a, b): the chance that a Beta(a, b) variable is at most `x`, for
 * `0 ≤ x ≤ 1` and positive `a` and `b`. Binomial and Student tails are both special cases of it.
 *
 * By the continued fraction of DLMF 8.17.22 (https://dlmf.nist.gov/8.17.E22), summed by Lentz's method, on the side
 * where it converges fast: after a number of terms that grows with the square root of the larger of `a` and `b`. The
 * factor in front of it is put together from ratios near 1, not from differences of large log-gammas, so that it
 * stays exact for millions: relative error about 1e-16 times the larger of `a` and `b`, at least 1e-14.
 */
export function regularizedIncompleteBeta(x: number, { a, b }: { a: number; b: number }): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x < (a + 1) / (a + b + 2)) return lowerTail(x, { a, b, rest: 1 - x });
  return 1 - lowerTail(1 - x, { a: b, b: a, rest: x });
}

function lowerTail(x: number, { a, b, rest }: { a: number; b: number; rest: number }): number {
  const sum = a + b;
  const power = a * Math.log((x * sum) / a) + b * Math.log((rest * sum) / b);
  const remainder = stirlingRemainder(sum) - stirlingRemainder(a) - stirlingRemainder(b);
  const front = Math.exp(power + remainder) * Math.sqrt((a * b) / (2 * Math.PI * sum));
  return (front / a) * continuedFraction(x, { a, b });
}

/** Lentz's method divides by what may come close to zero; this is put in its place. */
const tiny = 1e-300;
const notZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

function continuedFraction(x: number, { a, b }: { a: number; b: number }): number {
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  let step = 0;
  for (let m = 1; Math.abs(step - 1) > 1e-15; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    step = d * c;
    fraction *= step;
  }
  return fraction;
}

/** ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π), for z > 0: what Stirling's formula leaves out. */
function stirlingRemainder(z: number): number {
  let shifted = z;
  let remainder = 0;
  // Γ(z + 1) = z·Γ(z) leads up to where the series is exact.
  for (; shifted < 16; shifted++) remainder += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
  const r = 1 / (shifted * shifted);
  return remainder + (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188))))) / shifted;
}
