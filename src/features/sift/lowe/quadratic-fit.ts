import type { GridPoint } from '../extrema.js';
import type { Plane } from '../plane.js';
import { type ExtremumRules, fillCube } from '../refine.js';

/** The quadratic through the 3 × 3 × 3 differences around a grid point. */
export interface QuadraticFit {
  /** From the grid point to the summit, in x, y and layer. */
  readonly offset: Vector;
  /** Value at the summit, on the 0–1 scale. */
  readonly contrast: number;
  /** Whether the summit has enough contrast and does not lie on an edge. */
  isKeypoint(rules: ExtremumRules): boolean;
}

/** Fits the quadratic around a grid point of one octave. */
export function quadraticFit(gaussians: readonly Plane[], at: GridPoint): QuadraticFit {
  const cube = new Float32Array(27);
  fillCube(gaussians, at, cube);
  const shape = derivatives(cube);
  const offset = summit(shape);
  const contrast = shape.value + 0.5 * dot(shape.gradient, offset);
  const layers = gaussians.length - 3;
  return { offset, contrast, isKeypoint: (rules) => isKeypoint(shape, contrast * layers, rules) };
}

type Vector = readonly [number, number, number];

interface LocalShape {
  readonly value: number;
  /** First derivatives in x, y and layer. */
  readonly gradient: Vector;
  readonly xx: number;
  readonly yy: number;
  readonly ss: number;
  readonly xy: number;
  readonly xs: number;
  readonly ys: number;
}

/** Central differences of the cube, on the 0–1 scale. */
function derivatives(cube: Float32Array): LocalShape {
  const first = (step: number) => (cube[13 + step] - cube[13 - step]) / 510;
  const second = (step: number) => (cube[13 + step] + cube[13 - step] - 2 * cube[13]) / 255;
  const mixed = (a: number, b: number) =>
    (cube[13 + a + b] - cube[13 + a - b] - cube[13 - a + b] + cube[13 - a - b]) / 1020;
  return {
    value: cube[13] / 255,
    gradient: [first(1), first(3), first(9)],
    xx: second(1),
    yy: second(3),
    ss: second(9),
    xy: mixed(3, 1),
    xs: mixed(9, 1),
    ys: mixed(9, 3),
  };
}

/** −H⁻¹·gradient by Cramer's rule; no move where H is singular. */
function summit({ gradient: [gx, gy, gs], xx, yy, ss, xy, xs, ys }: LocalShape): Vector {
  const determinant = xx * (yy * ss - ys * ys) - xy * (xy * ss - ys * xs) + xs * (xy * ys - yy * xs);
  if (determinant === 0) return [0, 0, 0];
  return [
    -(gx * (yy * ss - ys * ys) - xy * (gy * ss - ys * gs) + xs * (gy * ys - yy * gs)) / determinant,
    -(xx * (gy * ss - ys * gs) - gx * (xy * ss - ys * xs) + xs * (xy * gs - gy * xs)) / determinant,
    -(xx * (yy * gs - gy * ys) - xy * (xy * gs - gy * xs) + gx * (xy * ys - yy * xs)) / determinant,
  ];
}

function isKeypoint(
  { xx, yy, xy }: LocalShape,
  contrast: number,
  { contrastThreshold, edgeThreshold }: ExtremumRules,
): boolean {
  if (Math.abs(contrast) < contrastThreshold) return false;
  const trace = xx + yy;
  const determinant = xx * yy - xy * xy;
  return determinant > 0 && trace * trace * edgeThreshold < (edgeThreshold + 1) ** 2 * determinant;
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
