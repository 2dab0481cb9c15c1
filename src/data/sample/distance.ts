import type { Field } from './canvas.js';

/** A place in the picture, or in a figure's own coordinates, where the figure lies within 1 of the origin. */
export type Point = readonly [x: number, y: number];

/** Squared distance from (x, y) to the segment from `a` to `b`. */
function squaredToSegment(x: number, y: number, [a, b]: readonly [Point, Point]): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  const ex = x - a[0] - t * dx;
  const ey = y - a[1] - t * dy;
  return ex * ex + ey * ey;
}

/** Distance to an open line through points. */
export function lineDistance(points: readonly Point[]): Field {
  const segments = points.slice(1).map((point, i) => [points[i]!, point] as const);
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < segments.length; i++) {
      const squared = squaredToSegment(x, y, segments[i]!);
      if (squared < nearest) nearest = squared;
    }
    return Math.sqrt(nearest);
  };
}

/** Signed distance to a closed polygon, negative inside (even-odd rule). */
export function polygonDistance(points: readonly Point[]): Field {
  const outline = lineDistance([...points, points[0]!]);
  return (x, y) => {
    let inside = false;
    for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
      const [ax, ay] = points[i]!;
      const [bx, by] = points[j]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside ? -outline(x, y) : outline(x, y);
  };
}

/** Where a figure stands in the picture. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  /** What 1 in the figure's own coordinates measures in the picture. */
  readonly scale: number;
  /** Radians, clockwise. */
  readonly angle: number;
  /** Width by height. @default 1 */
  readonly stretch?: number;
  /** How far the figure leans to the right. @default 0 */
  readonly shear?: number;
  /** No part of the figure is farther from its origin, in its own unit; places beyond need no look at it. */
  readonly reach: number;
}

/** A figure's field as it appears in the picture; distances stay in the figure's own unit. */
export function posed(field: Field, { x, y, scale, angle, stretch = 1, shear = 0, reach }: Pose): Field {
  const farthest = (reach * scale) ** 2;
  const cos = Math.cos(angle) / scale;
  const sin = Math.sin(angle) / scale;
  return (u, v) => {
    if ((u - x) * (u - x) + (v - y) * (v - y) > farthest) return Number.POSITIVE_INFINITY;
    const down = cos * (v - y) - sin * (u - x);
    const right = cos * (u - x) + sin * (v - y);
    return field((right + shear * down) / stretch, down);
  };
}
