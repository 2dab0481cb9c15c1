import { fusedMultiplyAdd } from './fused-multiply-add.js';

const { fround } = Math;
const DEGREES = fround(180 / Math.PI);
const P1 = fround(fround(0.9997878412794807) * DEGREES);
const P3 = fround(fround(-0.3258083974640975) * DEGREES);
const P5 = fround(fround(0.1555786518463281) * DEGREES);
const P7 = fround(fround(-0.04432655554792128) * DEGREES);

/**
 * Angle of the float32 numbers (x, y) in degrees, 0–360, by OpenCV's polynomial of degree 7 (`fastAtan2`; error below
 * 0.02°), in its float32 arithmetic. The true arctangent would now and then put a gradient into another orientation
 * bin than OpenCV does.
 */
export function fastAtan2(y: number, x: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  // The tiny term only spares the origin a division by 0.
  const slope = fround(Math.min(ax, ay) / fround(Math.max(ax, ay) + 2 ** -52));
  const square = fround(slope * slope);
  const cubic = fusedMultiplyAdd(fusedMultiplyAdd(square, P7, P5), square, P3);
  let angle = fround(fusedMultiplyAdd(cubic, square, P1) * slope);
  if (ay > ax) angle = fround(90 - angle);
  if (x < 0) angle = fround(180 - angle);
  return y < 0 ? fround(360 - angle) : angle;
}
