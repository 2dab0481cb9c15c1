import { flag, integer, type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { lumaOption, toGreyU8 } from '../image/luma.js';
import { findCorners as findCornersWithKernels } from '../kernels/fast.js';
import { hasKernels } from '../kernels/kernels.js';
import type { Keypoint, LocalExtractor } from './extractor.js';
import { findCorners } from './fast/corners.js';
import { strongest } from './fast/strongest.js';

/** Options of `fast`. */
export const fastOptions = {
  threshold: integer({
    default: 10,
    min: 0,
    max: 255,
    describe: 'how much brighter or darker than the centre the arc must be, of 255',
  }),
  arc: integer({
    default: 9,
    min: 9,
    max: 12,
    describe: 'how many neighbours of the 16 pixels around must agree',
  }),
  nonmaxSuppression: flag({
    default: true,
    describe: 'keep only corners that score higher than all eight neighbours',
  }),
  maxKeypoints: integer({ default: 0, min: 0, describe: 'keep only the strongest, this many; 0 keeps all' }),
  luma: lumaOption,
} as const;

/** Options of `fast`, each with its default in `fastOptions`. */
export type FastOptions = Partial<OptionsOf<typeof fastOptions>>;

/**
 * FAST corners: features from the accelerated segment test.
 *
 * 1. The image becomes 8-bit grey (`luma`; floats in [0, 1] and 16-bit values are scaled to 0–255).
 * 2. A pixel is a corner when `arc` neighbours (9 to 12) among the 16 pixels of the circle of radius 3 around
 *    it are all brighter than it by more than `threshold`, or all darker. Pixels nearer than 3 to the border
 *    are never corners.
 * 3. Its score is the largest threshold at which it would still be one.
 * 4. With `nonmaxSuppression`, only corners that score higher than each of their eight neighbours stay.
 * 5. With `maxKeypoints`, only the highest scores stay; of equal ones the upper, then the left.
 *
 * The keypoints come row by row from the top, each row from the left (also after step 5): whole pixels,
 * `size` 7 (the circle's diameter), `angle` −1, `octave` 0, `response` the score (0–254). An image smaller
 * than 7×7 has none. A SIMD kernel computes steps 2–4 where the machine has WebAssembly; the result is the same.
 *
 * E. Rosten, T. Drummond: Machine learning for high-speed corner detection, ECCV 2006,
 * doi:10.1007/11744023_34; E. Rosten, R. Porter, T. Drummond: Faster and better, PAMI 2010,
 * doi:10.1109/TPAMI.2008.275.
 *
 * Differences from the paper: the test is written out, not a learnt decision tree; the result is the same.
 * Differences from OpenCV (`FastFeatureDetector`, TYPE_9_16): none in points, order and scores; the default
 * threshold is its default. Without suppression OpenCV leaves `response` 0, here it is the score. At
 * threshold 0 both let suppression drop corners of score 0. OpenCV has arcs of 10 and 12 only on smaller
 * circles.
 * Differences from scikit-image (`corner_fast`): the same corners for `n = arc` and a threshold on the same
 * scale; its response is a sum of absolute differences, not a threshold.
 *
 * @throws BAD_OPTION, and BAD_SHAPE for an image that is neither grey nor RGB.
 */
export function fast(image: Image, options: FastOptions = {}): Keypoint[] {
  const { threshold, arc, nonmaxSuppression, maxKeypoints, luma } = resolveOptions(
    'fast',
    fastOptions,
    options,
  );
  const grey = toGreyU8(image, luma);
  const find = hasKernels() ? findCornersWithKernels : findCorners;
  const corners = find(grey, { threshold, arc, nonmaxSuppression });
  return keypointsOf(maxKeypoints === 0 ? corners : strongest(corners, maxKeypoints));
}

/** Keypoints from x, y and score, three numbers each. */
function keypointsOf(corners: Int32Array): Keypoint[] {
  const keypoints = new Array<Keypoint>(corners.length / 3);
  for (let i = 0, at = 0; i < keypoints.length; i++, at += 3)
    keypoints[i] = {
      x: corners[at],
      y: corners[at + 1],
      size: 7,
      angle: -1,
      response: corners[at + 2],
      octave: 0,
    };
  return keypoints;
}

/** `fast` for the registry: keypoints without descriptors. */
export const fastExtractor: LocalExtractor = {
  name: 'fast',
  summary: 'FAST corners: the segment test on a circle of 16 pixels; keypoints without descriptors',
  options: fastOptions,
  kind: 'local',
  descriptorLength: 0,
  extract: (image, options) => ({ keypoints: fast(image, options) }),
};
