import { BORDER, type GridPoint } from './extrema.js';
import { fusedMultiplyAdd } from './fused-multiply-add.js';
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

const { fround } = Math;
const MAX_STEPS = 5;
/** One grey level on the 0–1 scale. */
const GREY = fround(1 / 255);
const HALF_GREY = fround(GREY / 2);
const QUARTER_GREY = fround(GREY / 4);

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
    fillCube(gaussians, { x, y, layer }, cube);
    const shape = derivatives();
    const offset = summit(shape);
    if (Math.abs(offset[0]) < 0.5 && Math.abs(offset[1]) < 0.5 && Math.abs(offset[2]) < 0.5) {
      const contrast = contrastAt(shape, offset);
      return isKeypoint(shape, contrast * layers, rules) ? { x, y, layer, offset, contrast } : undefined;
    }
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

/** What `refineExtremum` works on: making it anew for each of thousands of extrema would cost more than the fit. */
const cube = new Float32Array(27);

type Vector = readonly [number, number, number];

/** Value and derivatives of the differences at a grid point, in float32 on the 0–1 scale. */
interface LocalShape {
  /** On the 0–255 scale. */
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
export function fillCube(gaussians: readonly Plane[], { x, y, layer }: GridPoint, cube: Float32Array): void {
  const { width } = gaussians[0];
  let i = 0;
  for (let l = layer - 1; l <= layer + 1; l++) {
    const finer = gaussians[l].data;
    const coarser = gaussians[l + 1].data;
    for (let row = y - 1; row <= y + 1; row++)
      for (let at = row * width + x - 1, last = at + 2; at <= last; at++) cube[i++] = coarser[at] - finer[at];
  }
}

/** Central differences of `cube`. */
function derivatives(): LocalShape {
  const first = (step: number) => fround(fround(cube[13 + step] - cube[13 - step]) * HALF_GREY);
  const second = (step: number) =>
    fround(fround(fround(cube[13 + step] + cube[13 - step]) - 2 * cube[13]) * GREY);
  const mixed = (a: number, b: number) => {
    const forward = fround(cube[13 + a + b] - cube[13 + a - b]);
    return fround(fround(fround(forward - cube[13 - a + b]) + cube[13 - a - b]) * QUARTER_GREY);
  };
  return {
    value: cube[13],
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
  const xMinor = minor(yy, ss, ys, ys);
  const yMinor = minor(xy, ss, ys, xs);
  const sMinor = minor(xy, ys, yy, xs);
  const determinant = alternating(xx, xMinor, xy, yMinor, xs, sMinor);
  if (determinant === 0) return [0, 0, 0];
  const scale = fround(1 / determinant);
  const ySum = minor(gy, ss, ys, gs);
  const sSum = minor(gy, ys, yy, gs);
  const xSum = minor(xy, gs, gy, xs);
  return [
    -fround(scale * alternating(gx, xMinor, xy, ySum, xs, sSum)),
    -fround(scale * alternating(xx, ySum, gx, yMinor, xs, xSum)),
    -fround(scale * alternating(xx, -sSum, xy, xSum, gx, sMinor)),
  ];
}

/** a·b − c·d, the first product unrounded. */
function minor(a: number, b: number, c: number, d: number): number {
  return fusedMultiplyAdd(a, b, -fround(c * d));
}

/** a·A − b·B + c·C, the first and the last product unrounded. */
function alternating(a: number, A: number, b: number, B: number, c: number, C: number): number {
  return fusedMultiplyAdd(c, C, fusedMultiplyAdd(a, A, -fround(b * B)));
}

/** Value at the summit. */
function contrastAt({ value, gradient }: LocalShape, offset: Vector): number {
  const first = fround(gradient[0] * offset[0]);
  const rise = fusedMultiplyAdd(gradient[2], offset[2], fusedMultiplyAdd(gradient[1], offset[1], first));
  return fusedMultiplyAdd(value, GREY, 0.5 * rise);
}

function isKeypoint(
  { xx, yy, xy }: LocalShape,
  contrast: number,
  { contrastThreshold, edgeThreshold }: ExtremumRules,
): boolean {
  if (fround(Math.abs(contrast)) < fround(contrastThreshold)) return false;
  const trace = fround(xx + yy);
  const determinant = minor(xx, yy, xy, xy);
  const limit = fround(fround((edgeThreshold + 1) ** 2) * determinant);
  return determinant > 0 && fround(fround(trace * trace) * edgeThreshold) < limit;
}
