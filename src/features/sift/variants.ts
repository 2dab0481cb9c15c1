import { choice } from '../../core/options.js';
import { describePatch, type Patch } from './descriptor.js';
import type { GridPoint } from './extrema.js';
import { describeLowePatch } from './lowe/descriptor.js';
import { doubledInPlace } from './lowe/doubled.js';
import { loweOrientations } from './lowe/orientation.js';
import { refineLoweExtremum } from './lowe/refine.js';
import { type Orientation, orientations } from './orientation.js';
import { doubled, type Plane } from './plane.js';
import { type ExtremumRules, type RefinedExtremum, refineExtremum } from './refine.js';

/** The steps of SIFT that OpenCV's program and Lowe's do differently. */
export interface SiftVariant {
  doubled(plane: Plane): Plane;
  refine(gaussians: readonly Plane[], start: GridPoint, rules: ExtremumRules): RefinedExtremum | undefined;
  orientations(
    plane: Plane,
    at: Pick<RefinedExtremum, 'x' | 'y' | 'offset'>,
    scale: number,
  ): readonly Orientation[];
  describe(plane: Plane, patch: Patch, out: Float32Array): void;
}

/** The `variant` option of all that makes SIFT descriptors. */
export const siftVariantOption = choice({
  choices: ['opencv', 'lowe'],
  default: 'opencv',
  describe: "whose program to agree with where they differ: OpenCV's or Lowe's own",
});

/** The steps by variant; those of `lowe` say how they differ. */
export const siftVariants = {
  opencv: { doubled, refine: refineExtremum, orientations, describe: describePatch },
  lowe: {
    doubled: doubledInPlace,
    refine: refineLoweExtremum,
    orientations: loweOrientations,
    describe: describeLowePatch,
  },
} as const satisfies Record<string, SiftVariant>;
