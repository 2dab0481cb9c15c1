import type { Random } from '../../core/random.js';
import type { Field } from './canvas.js';
import { type Point, polygonDistance } from './distance.js';

/** Makes one figure: its signed distance, negative inside, within 1 of the origin. */
export type Shape = (random: Random) => Field;

/** Points around the origin, at the radius that `radiusOf` gives for each. */
const around = (count: number, radiusOf: (i: number) => number): Point[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count - Math.PI / 2;
    return [radiusOf(i) * Math.cos(angle), radiusOf(i) * Math.sin(angle)];
  });

/** Moves every corner a little, as a hand would. */
const shaken = (random: Random, points: readonly Point[]): Point[] =>
  points.map(([x, y]) => [x + random.normal(0, 0.05), y + random.normal(0, 0.05)]);

/** Five points, slim or stout. */
export const star: Shape = (random) => {
  const waist = random.uniform(0.36, 0.55);
  return polygonDistance(
    shaken(
      random,
      around(10, (i) => (i % 2 === 0 ? 1 : waist)),
    ),
  );
};

/** A circle with a hole. */
export const ring: Shape = (random) => {
  const thickness = random.uniform(0.15, 0.3);
  const flatness = random.uniform(0.75, 1.1);
  return (x, y) => Math.abs(Math.hypot(x, y / flatness) - (1 - thickness)) - thickness;
};

/** Two bars at right angles. */
export const cross: Shape = (random) => {
  const arm = random.uniform(0.18, 0.36);
  const quarter = (sx: number, sy: number): Point[] => [
    [sx * arm, sy],
    [sx * arm, sy * arm],
    [sx, sy * arm],
  ];
  const corners = [
    ...quarter(1, -1),
    ...quarter(1, 1).reverse(),
    ...quarter(-1, 1),
    ...quarter(-1, -1).reverse(),
  ];
  return polygonDistance(shaken(random, corners));
};

/** Three corners. */
export const triangle: Shape = (random) =>
  polygonDistance(
    shaken(
      random,
      shaken(
        random,
        around(3, () => 1),
      ),
    ),
  );
