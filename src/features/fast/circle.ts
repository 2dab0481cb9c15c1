/** [x, y] of the 16 pixels of the discrete circle of radius 3, going round from the one straight below. */
const CIRCLE: readonly (readonly [number, number])[] = [
  [0, 3],
  [1, 3],
  [2, 2],
  [3, 1],
  [3, 0],
  [3, -1],
  [2, -2],
  [1, -3],
  [0, -3],
  [-1, -3],
  [-2, -2],
  [-3, -1],
  [-3, 0],
  [-3, 1],
  [-2, 2],
  [-1, 3],
];

/** How far from the centre the circle reaches, in pixels: no point nearer to the border is tested. */
export const CIRCLE_RADIUS = 3;

/** The circle as 16 distances in a flat grey image of the given width; `k` and `k + 8` are opposite. */
export function circleOffsets(width: number): Int32Array {
  return Int32Array.from(CIRCLE, ([x, y]) => y * width + x);
}
