import type { GridPoint } from '../extrema.js';
import type { Plane } from '../plane.js';
import type { ExtremumRules, RefinedExtremum } from '../refine.js';
import { quadraticFit } from './quadratic-fit.js';

const MAX_STEPS = 5;
/** Offset, in pixels, beyond which the fit moves on to the next pixel. */
const STEP = 0.6;
/** Offset at which a fit is not believed any more. */
const FAR = 1.5;

/**
 * Refines an extremum as Lowe's program does. Beside OpenCV's (`refineExtremum`): the fit moves only within its
 * layer, by at most one pixel along each axis and only from offsets of 0.6; where it stops after five fits, the last
 * one counts if every offset is below 1.5.
 */
export function refineLoweExtremum(
  gaussians: readonly Plane[],
  start: GridPoint,
  rules: ExtremumRules,
): RefinedExtremum | undefined {
  const { width, height } = gaussians[0]!;
  let { x, y } = start;
  for (let step = 1; ; step++) {
    const fit = quadraticFit(gaussians, { x, y, layer: start.layer });
    const nextX = Math.min(Math.max(x + moved(fit.offset[0]), 1), width - 2);
    const nextY = Math.min(Math.max(y + moved(fit.offset[1]), 1), height - 2);
    if (step === MAX_STEPS || (nextX === x && nextY === y))
      return fit.offset.every((part) => Math.abs(part) < FAR) && fit.isKeypoint(rules)
        ? { x, y, layer: start.layer, offset: fit.offset, contrast: fit.contrast }
        : undefined;
    x = nextX;
    y = nextY;
  }
}

function moved(offset: number): number {
  if (offset > STEP) return 1;
  return offset < -STEP ? -1 : 0;
}
