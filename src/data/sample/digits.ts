import type { Random } from '../../core/random.js';
import type { Field } from './canvas.js';
import { lineDistance, type Point } from './distance.js';

/** The digits that are drawn: ones that are easily taken for each other. */
export type Digit = '2' | '3' | '5' | '8';

/** Where the pen goes, x from −0.6 to 0.6, y from −1 (top) to 1; curves are drawn through these points. */
const penPaths: Readonly<Record<Digit, readonly Point[]>> = {
  '2': [
    [-0.52, -0.55],
    [-0.3, -0.93],
    [0.2, -0.95],
    [0.5, -0.55],
    [0.25, -0.02],
    [-0.2, 0.45],
    [-0.55, 0.92],
    [-0.05, 0.88],
    [0.58, 0.9],
  ],
  '3': [
    [-0.48, -0.75],
    [0, -0.97],
    [0.45, -0.6],
    [0.25, -0.15],
    [-0.12, -0.05],
    [0.35, 0.1],
    [0.5, 0.5],
    [0.1, 0.95],
    [-0.5, 0.75],
  ],
  '5': [
    [0.5, -0.92],
    [-0.02, -0.93],
    [-0.42, -0.9],
    [-0.45, -0.5],
    [-0.48, -0.12],
    [0.1, -0.25],
    [0.5, 0.25],
    [0.3, 0.8],
    [-0.15, 0.95],
    [-0.52, 0.7],
  ],
  '8': [
    [0.3, -0.75],
    [-0.1, -0.96],
    [-0.42, -0.6],
    [-0.1, -0.12],
    [0.4, 0.3],
    [0.3, 0.85],
    [-0.15, 0.95],
    [-0.45, 0.55],
    [-0.1, 0.02],
    [0.35, -0.4],
    [0.32, -0.78],
  ],
};

const stepsBetweenPoints = 6;

/** A digit as a hand writes it: distance to the middle of the stroke; every point of the path is missed a little. */
export function digit(name: Digit, random: Random): Field {
  const wobble = random.uniform(0.03, 0.09);
  const path = penPaths[name].map(
    ([x, y]): Point => [x + random.normal(0, wobble), y + random.normal(0, wobble)],
  );
  return lineDistance(smoothed(path));
}

/** A Catmull–Rom curve through the points. */
function smoothed(points: readonly Point[]): Point[] {
  const curve: Point[] = [points[0]!];
  for (let i = 1; i < points.length; i++) {
    const [before, from, to, after] = [i - 2, i - 1, i, i + 1].map(
      (j) => points[Math.min(Math.max(j, 0), points.length - 1)]!,
    ) as [Point, Point, Point, Point];
    for (let step = 1; step <= stepsBetweenPoints; step++) {
      const t = step / stepsBetweenPoints;
      const along = (axis: 0 | 1) =>
        from[axis] +
        0.5 *
          t *
          (to[axis] -
            before[axis] +
            t *
              (2 * before[axis] -
                5 * from[axis] +
                4 * to[axis] -
                after[axis] +
                t * (3 * (from[axis] - to[axis]) + after[axis] - before[axis])));
      curve.push([along(0), along(1)]);
    }
  }
  return curve;
}
