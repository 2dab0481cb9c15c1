import { fusedMultiplyAdd } from './fused-multiply-add.js';

const { fround } = Math;
/** Steps to a doubling. */
const STEPS = 64;
const STEPS_PER_UNIT = fround(STEPS / Math.LN2);
/** The cubic's leading coefficient, by which OpenCV divides the others and multiplies the table. */
const LEADING = 0.009670371139572339;
const A1 = fround(0.05550339366753125 / LEADING);
const A2 = fround(0.24022651095133016 / LEADING);
const A3 = fround(0.6931471805521449 / LEADING);
const A4 = fround(1.0000000000000024 / LEADING);

/** 2^(i/64) times the leading coefficient. */
const TABLE = Float32Array.from({ length: STEPS }, (_, i) => 2 ** (i / STEPS) * LEADING);

/**
 * e^x of a float32 number, −80 < x ≤ 0, in OpenCV's float32 arithmetic (`cv::exp`; relative error below 1e-7 · (1 + |x|)): a table
 * of 64 powers of two and a cubic between them.
 */
export function fastExp(x: number): number {
  const steps = fround(x * STEPS_PER_UNIT);
  const whole =
    Math.round(steps) - (steps - Math.floor(steps) === 0.5 && Math.round(steps) % 2 !== 0 ? 1 : 0);
  const rest = fround(fround(steps - whole) / STEPS);
  const power = TABLE[whole & (STEPS - 1)] * 2 ** (whole >> 6);
  const quadratic = fusedMultiplyAdd(fround(rest + A1), rest, A2);
  return fround(fusedMultiplyAdd(fusedMultiplyAdd(quadratic, rest, A3), rest, A4) * power);
}
