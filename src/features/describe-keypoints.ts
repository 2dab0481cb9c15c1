import type { NdArray } from '../core/ndarray.js';
import { integer, number, type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { lumaOption, toGreyU8 } from '../image/luma.js';
import { type DescribableKeypoint, describeIn } from './sift/describe.js';
import { withScaleSpace } from './sift/scale-space.js';
import { siftVariantOption, siftVariants } from './sift/variants.js';

/** Options of `describeKeypoints`: the scale space that the keypoints were, or might have been, found in. */
export const describeKeypointsOptions = {
  layers: integer({ default: 3, min: 1, max: 16, describe: 'scales an octave' }),
  sigma: number({
    default: 1.6,
    min: 0.1,
    max: 16,
    describe: 'blur of the first layer of every octave, in pixels',
  }),
  variant: siftVariantOption,
  luma: lumaOption,
} as const;

/** Options of `describeKeypoints`; what is left out takes its default. */
export type DescribeKeypointsOptions = Partial<OptionsOf<typeof describeKeypointsOptions>>;

/**
 * SIFT descriptors at given keypoints, of any detector: what OpenCV's `SIFT.compute(image, keypoints)` does.
 *
 * 1. The image becomes 8-bit grey (`luma`).
 * 2. Each keypoint is described in the level of the scale space that its `octave` and `layer` name; keypoints
 *    without `layer`, such as FAST's (octave 0), in layer 0: the image blurred to `sigma`.
 * 3. The patch has 4 × 4 cells, each 1.5 · `size` pixels wide (`size` is a diameter, 2σ), so 16 × 16 pixels
 *    need the size 2.67; it is turned by `angle`. See `sift` for the descriptor.
 *
 * The doubled image is made only if some keypoint has octave −1; keypoints of octave 0 alone are described in
 * a scale space that starts from the image itself, and differ slightly from those found by `sift`.
 * Near the border the part of the patch outside the image adds nothing; a patch without gradients is all zeros.
 *
 * @returns `[keypoints, 128]`, whole numbers 0–255, in the order of `keypoints`; `[0, 128]` for none.
 * @throws BAD_OPTION; BAD_SHAPE for an image that is neither grey nor RGB; BAD_DATA for a keypoint that is not
 * finite, or whose octave or layer the image does not have.
 *
 * Differences from OpenCV 4.6 (`variant: 'lowe'` describes as Lowe's program does; see `sift`): a keypoint without angle (−1) is described upright; OpenCV turns its patch by
 * one degree. No keypoint is dropped, in either.
 */
export function describeKeypoints(
  image: Image,
  keypoints: readonly DescribableKeypoint[],
  options: DescribeKeypointsOptions = {},
): NdArray<Float32Array> {
  const { layers, sigma, luma, variant } = resolveOptions(
    'describeKeypoints',
    describeKeypointsOptions,
    options,
  );
  const firstOctave = keypoints.some(({ octave }) => octave < 0) ? -1 : 0;
  const spaceOptions = { layers, sigma, firstOctave, variant: siftVariants[variant] };
  return withScaleSpace(toGreyU8(image, luma), spaceOptions, (space) => describeIn(space, keypoints));
}
