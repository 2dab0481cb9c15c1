/** Steps to a doubling. */
const STEPS = 32;
const POWERS = Float64Array.from({ length: STEPS }, (_, i) => 2 ** (i / STEPS));
/** 2^r is about 1 + LINEAR·r + SQUARE·r² + CUBE·r³ for |r| ≤ 1/64. */
const LINEAR = 0.6931471806916203;
const SQUARE = 0.2402284522445722;
const CUBE = 0.05550361559341535;

/**
 * 2^x in float32 as the C library computes it (`powf` of glibc): a table of 32 powers and a cubic between them in
 * float64. It rounds one result in 2000 to the other of two nearest floats than the true power would be rounded to.
 */
export function powerOfTwo(x: number): number {
  const whole = Math.floor(x * STEPS + 0.5);
  const rest = x - whole / STEPS;
  const power = POWERS[whole & (STEPS - 1)] * 2 ** (whole >> 5);
  return Math.fround(((CUBE * rest + SQUARE) * rest * rest + (LINEAR * rest + 1)) * power);
}
