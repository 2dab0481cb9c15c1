/**
 * Angle of (x, y) in degrees, 0–360, by OpenCV's polynomial of degree 7 (`fastAtan2`; error below 0.01°).
 * The true arctangent would put one gradient in some hundreds into another orientation bin than OpenCV does.
 */
export function fastAtan2(y: number, x: number): number {
  const { fround } = Math;
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const steep = ay > ax;
  const ratio = steep ? ax / ay : ax === 0 ? 0 : ay / ax;
  const c = fround(ratio);
  const c2 = fround(c * c);
  let angle = fround(c2 * P7 + P5);
  angle = fround(angle * c2 + P3);
  angle = fround(angle * c2 + P1);
  angle = fround(angle * c);
  if (steep) angle = fround(90 - angle);
  if (x < 0) angle = fround(180 - angle);
  return y < 0 ? fround(360 - angle) : angle;
}

const DEGREES = Math.fround(180 / Math.PI);
const P1 = Math.fround(Math.fround(0.9997878412794807) * DEGREES);
const P3 = Math.fround(Math.fround(-0.3258083974640975) * DEGREES);
const P5 = Math.fround(Math.fround(0.1555786518463281) * DEGREES);
const P7 = Math.fround(Math.fround(-0.04432655554792128) * DEGREES);
