import type { NdArray } from '../core/ndarray.js';
import { choice, flag, integer, number, type OptionsOf, resolveOptions } from '../core/options.js';
import type { Image } from '../image/image.js';
import { lumaOption, toGreyU8 } from '../image/luma.js';
import { denseKeypoints } from './dense.js';
import type { Keypoint, LocalExtractor } from './extractor.js';
import { fast } from './fast.js';
import { type DescribableKeypoint, describeIn } from './sift/describe.js';
import { DESCRIPTOR_LENGTH } from './sift/descriptor.js';
import { detectExtrema } from './sift/detect.js';
import { strongestKeypoints } from './sift/keypoint-order.js';
import { type ScaleSpace, withScaleSpace } from './sift/scale-space.js';
import { siftVariantOption, siftVariants } from './sift/variants.js';

/** Options of `sift`. Those that serve only some detectors say which. */
export const siftOptions = {
  detector: choice({
    choices: ['dog', 'fast', 'dense'],
    default: 'dog',
    describe:
      "which points: dog (SIFT's own scale-space extrema), fast (FAST corners) or dense (a regular grid)",
  }),
  maxKeypoints: integer({
    default: 0,
    min: 0,
    describe: 'dog, fast: keep only this many, the strongest; 0 keeps all',
  }),
  upright: flag({
    default: false,
    describe: 'dog, fast: do not turn patches to their dominant gradient (dense never does)',
  }),
  contrastThreshold: number({
    default: 0.04,
    min: 0,
    describe: 'dog: least contrast of an extremum, times the layers, grey from 0 to 1',
  }),
  edgeThreshold: number({
    default: 10,
    min: 1,
    describe: 'dog: greatest ratio of principal curvatures; beyond it a point lies on an edge',
  }),
  upsample: flag({
    default: true,
    describe: 'dog: start with the doubled image, which finds smaller points',
  }),
  layers: integer({ default: 3, min: 1, max: 16, describe: 'dog: scales an octave that are searched' }),
  sigma: number({
    default: 1.6,
    min: 0.1,
    max: 16,
    describe: 'blur of the first layer of every octave, in pixels',
  }),
  fastThreshold: integer({
    default: 10,
    min: 0,
    max: 255,
    describe: 'fast: how much brighter or darker than the centre the arc must be, of 255',
  }),
  step: integer({ default: 8, min: 1, describe: 'dense: pixels from one patch to the next' }),
  patchSize: integer({
    default: 16,
    min: 4,
    max: 512,
    describe: 'fast, dense: side of the described patch in pixels (dog takes it from the scale)',
  }),
  variant: siftVariantOption,
  luma: lumaOption,
} as const;

/** Options of `sift`; what is left out takes its default in `siftOptions`. */
export type SiftOptions = Partial<OptionsOf<typeof siftOptions>>;

/** Keypoints and their descriptors `[keypoints, 128]`, in the same order. */
export interface DescribedKeypoints {
  readonly keypoints: readonly Keypoint[];
  readonly descriptors: NdArray<Float32Array>;
}

/**
 * SIFT: scale-invariant keypoints with 128-dimensional descriptors.
 *
 * 1. The image becomes 8-bit grey (`luma`) and, with `upsample`, twice as large.
 * 2. A pyramid of octaves, each with `layers` + 3 planes blurred by `sigma` · 2^(i/layers); the next octave
 *    takes every second pixel of plane number `layers`.
 * 3. Extrema among 26 neighbours in the differences of successive planes are refined by a quadratic fit;
 *    those of low contrast and those on edges are dropped, as are the 5 outermost pixels of each octave.
 * 4. Every dominant gradient direction (36 bins, 80% of the highest) gives one keypoint.
 * 5. Around it, in axes turned by that direction, gradients fall into 4 × 4 cells of 8 orientations; each cell
 *    is 1.5 · `size` wide. The 128 numbers are capped at 0.2 of their length, scaled to length 512 and rounded.
 *
 * With `detector: 'fast'`, step 3 gives way to FAST corners (each with its one strongest direction, `size`
 * patchSize/6), with `'dense'` to a regular grid of upright patches; both are described in the image blurred
 * to `sigma`, whatever `patchSize`. Their keypoints are in the order of `fast` and `denseKeypoints`.
 *
 * @returns keypoints sorted by x, then y, then falling size; `size` is the diameter 2σ in image pixels, `angle`
 * degrees clockwise on screen, `response` the absolute contrast, `octave` −1 in the doubled image; the `dog`
 * detector's carry `layer` too, which `describeKeypoints` understands. Descriptors are whole numbers 0–255,
 * `[keypoints, 128]`; where nothing is found, as in a flat or tiny image, `[0, 128]`.
 * @throws BAD_OPTION; BAD_SHAPE for an image that is neither grey nor RGB.
 *
 * Where the machine has SIMD, kernels compute it, with the same bits; an image of 12 megapixels takes 1.3 GB while it
 * is worked on when doubled.
 *
 * D. G. Lowe: Distinctive image features from scale-invariant keypoints, IJCV 60(2), 2004,
 * doi:10.1023/B:VISI.0000029664.99615.94.
 *
 * Differences from the paper (all of them OpenCV's): the contrast threshold is divided by `layers`, and extrema
 * are sieved at ⌊½ · 255 · contrastThreshold/layers⌋ grey levels first; arctangents come from a polynomial; the
 * doubled image lies a quarter of an image pixel towards the bottom right of where its coordinates say; the
 * direction histogram is smoothed by (1, 4, 6, 4, 1)/16; the descriptor's centre is rounded to whole pixels.
 * With `variant: 'lowe'` the steps are those of Lowe's own program instead, as far as its output tells: see
 * `doubledInPlace`, `refineLoweExtremum`, `loweOrientations` and `describeLowePatch`, where each difference is named;
 * the thresholds are the same. Of the 638 keypoints that Lowe's program finds in VLFeat's box.pgm, 96.6% then have one within
 * a pixel (93.9% within a tenth; `opencv` 74.8%, VLFeat 96.7%), their directions agree to 0.05° and their
 * descriptors differ by 0.6% of their length in the median.
 * Differences from OpenCV 4.6 (`cv2.SIFT_create`): the same keypoints and descriptors, to the last bit of what it
 * computes with AVX-512 (with AVX2 it sums squares in another order, and one descriptor in 8000 differs by 1); the octave is not packed with the layer into one integer; `maxKeypoints` is strict, where OpenCV's `nfeatures` keeps
 * also those as strong as the last, and the order stays sorted.
 */
export function sift(image: Image, options: SiftOptions = {}): DescribedKeypoints {
  const resolved = resolveOptions('sift', siftOptions, options);
  const grey = toGreyU8(image, resolved.luma);
  const { layers, sigma, detector } = resolved;
  const firstOctave = detector === 'dog' && resolved.upsample ? -1 : 0;
  const variant = siftVariants[resolved.variant];
  return withScaleSpace(grey, { layers, sigma, firstOctave, variant }, (space) => {
    const keypoints = detected(grey, space, resolved);
    return { keypoints, descriptors: describeIn(space, keypoints) };
  });
}

function detected(
  grey: Image<Uint8Array>,
  space: ScaleSpace,
  options: OptionsOf<typeof siftOptions>,
): readonly DescribableKeypoint[] {
  if (options.detector === 'dense') return denseKeypoints(grey, options);
  if (options.detector === 'fast') return orientedCorners(grey, space, options);
  const found = detectExtrema(space, grey, options);
  return options.maxKeypoints === 0 ? found : strongestKeypoints(found, options.maxKeypoints);
}

function orientedCorners(
  grey: Image<Uint8Array>,
  space: ScaleSpace,
  { fastThreshold, maxKeypoints, patchSize, upright }: OptionsOf<typeof siftOptions>,
): Keypoint[] {
  const corners = fast(grey, { threshold: fastThreshold, maxKeypoints });
  const size = patchSize / 6;
  return corners.map((corner) => {
    const peaks = upright
      ? []
      : space.variant.orientations(space.level(0, 0), { ...corner, offset: [0, 0, 0] }, size / 2);
    const strongest = peaks.reduce((best, peak) => (peak.weight > best.weight ? peak : best), {
      angle: 0,
      weight: 0,
    });
    return { ...corner, size, angle: strongest.angle };
  });
}

/** `sift` for the registry. */
export const siftExtractor: LocalExtractor = {
  name: 'sift',
  summary: 'SIFT keypoints (or FAST corners, or a dense grid) with 128 gradient values each',
  options: siftOptions,
  kind: 'local',
  descriptorLength: DESCRIPTOR_LENGTH,
  extract: (image, options) => sift(image, options),
};
