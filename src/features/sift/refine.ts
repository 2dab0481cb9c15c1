import { BORDER, type GridPoint } from './extrema.js';
import type { Plane } from './plane.js';
import { roundHalfEven } from './round-half-even.js';

/** An extremum with its sub-pixel, sub-layer offset from the grid point it settled on. */
export interface RefinedExtremum extends GridPoint {
  /** Offset in x, y and layer, each within ± ½. */
  readonly offset: readonly [x: number, y: number, layer: number];
  /** Interpolated value of the difference of Gaussians at the offset, on the 0–1 scale. */
  readonly contrast: number;
}

/** What an extremum must satisfy to become a keypoint. */
export interface ExtremumRules {
  /** Least |contrast| times the number of layers, on the 0–1 scale. */
  readonly contrastThreshold: number;
  /** Greatest ratio of the principal curvatures. */
  readonly edgeThreshold: number;
}

const MAX_STEPS = 5;

/**
 * Fits a quadratic through the 3 × 3 × 3 differences around an extremum and moves to its summit
 * (Brown & Lowe 2002), at most five times.
 * @returns undefined where the fit leaves the octave or does not settle, where the contrast is low, or on an edge.
 */
export function refineExtremum(
  gaussians: readonly Plane[],
  start: GridPoint,
  rules: ExtremumRules,
): RefinedExtremum | undefined {
  const layers = gaussians.length - 3;
  const { width, height } = gaussians[0];
  let { x, y, layer } = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { offset, contrast, isKeypoint } = quadraticFit(gaussians, { x, y, layer });
    if (Math.abs(offset[0]) < 0.5 && Math.abs(offset[1]) < 0.5 && Math.abs(offset[2]) < 0.5)
      return isKeypoint(rules) ? { x, y, layer, offset, contrast } : undefined;
    x += roundHalfEven(offset[0]);
    y += roundHalfEven(offset[1]);
    layer += roundHalfEven(offset[2]);
    const inside =
      layer >= 1 &&
      layer <= layers &&
      x >= BORDER &&
      x < width - BORDER &&
      y >= BORDER &&
      y < height - BORDER;
    if (!inside) return undefined;
  }
  return undefined;
}

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
  const cube: number[] = new Array(27).fill(0);
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

/** Differences around a grid point; index 9·layer + 3·row + column, the point itself is 13. */
function fillCube(gaussians: readonly Plane[], { x, y, layer }: GridPoint, cube: number[]): void {
  const { width } = gaussians[0];
  let i = 0;
  for (let l = layer - 1; l <= layer + 1; l++) {
    const finer = gaussians[l].data;
    const coarser = gaussians[l + 1].data;
    for (let row = y - 1; row <= y + 1; row++)
      for (let at = row * width + x - 1, last = at + 2; at <= last; at++)
        cube[i++] = Math.fround(coarser[at] - finer[at]);
  }
}

/** Central differences of the cube, on the 0–1 scale. */
function derivatives(cube: readonly number[]): LocalShape {
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
