/**
 * Angle of (x, y) in degrees, 0–360, by OpenCV's polynomial of degree 7 (`fastAtan2`; error below 0.02°).
 * The true arctangent would now and then put a gradient into another orientation bin than OpenCV does.
 */
export function fastAtan2(y: number, x: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const longer = Math.max(ax, ay);
  if (longer === 0) return 0;
  const slope = Math.min(ax, ay) / longer;
  const square = slope * slope;
  let angle = (((P7 * square + P5) * square + P3) * square + P1) * slope;
  if (ay > ax) angle = 90 - angle;
  if (x < 0) angle = 180 - angle;
  return y < 0 ? 360 - angle : angle;
}

const DEGREES = 180 / Math.PI;
const P1 = 0.9997878412794807 * DEGREES;
const P3 = -0.3258083974640975 * DEGREES;
const P5 = 0.1555786518463281 * DEGREES;
const P7 = -0.04432655554792128 * DEGREES;
