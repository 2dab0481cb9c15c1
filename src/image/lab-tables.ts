/** Linear RGB to XYZ, row by row: the primaries of ITU-R BT.709 under D65. */
export const xyzOfRgb = [
  0.412453, 0.35758, 0.180423, 0.212671, 0.71516, 0.072169, 0.019334, 0.119193, 0.950227,
];

/** Undoes the sRGB curve, of 0–1. */
export function linearLight(c: number): number {
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

/** Linear light is × 255 · 8. */
const lightScale = 255 * 8;
/** OpenCV's integers: the matrix is × 2^12, f(t) × 2^15. */
export const labShifts = { matrix: 12, root: 15 } as const;
const white = [0.950456, 1, 1.088754];

/** What OpenCV's 8-bit Lab reads: linear light by value, the matrix over the white point, and f by linear light. */
export const labTables = {
  light: Int32Array.from({ length: 256 }, (_, i) => Math.round(lightScale * linearLight(i / 255))),
  weights: Int32Array.from(xyzOfRgb, (m, k) =>
    Math.round((m / white[Math.trunc(k / 3)]!) * (1 << labShifts.matrix)),
  ),
  root: Int32Array.from({ length: 1.5 * lightScale + 12 }, (_, i) => {
    const t = i / lightScale;
    const f = t < 216 / 24389 ? (t * 841) / 108 + 16 / 116 : Math.cbrt(t);
    // OpenCV's table passes through float32, where one entry becomes a tie.
    return roundHalfEven((1 << labShifts.root) * Math.fround(f));
  }),
};

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}
