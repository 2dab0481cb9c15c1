import { FoveaError } from '../core/errors.js';
import type { NdArray, NumericArray } from '../core/ndarray.js';
import { hasKernels } from '../kernels/kernels.js';
import { rootRows as rootRowsByKernel } from '../kernels/root-rows.js';
import type { LocalExtractor } from './extractor.js';
import { rootRows } from './root-rows.js';
import { DESCRIPTOR_LENGTH } from './sift/descriptor.js';
import { sift, siftExtractor, siftOptions } from './sift.js';

/**
 * RootSIFT: descriptors whose Euclidean distance is the Hellinger distance of the originals.
 *
 * Each row is divided by the sum of its values, then every value replaced by its square root; rows have length 1
 * afterwards. A row of zeros stays zero. Where the machine has SIMD a kernel computes it, with the same bits.
 *
 * R. Arandjelović, A. Zisserman: Three things everyone should know to improve object retrieval, CVPR 2012,
 * doi:10.1109/CVPR.2012.6248018.
 *
 * @param descriptors `[n, length]`, no value negative; SIFT's, or any histograms.
 * @returns a copy of the same shape.
 * @throws BAD_SHAPE for anything but rows; BAD_DATA for a value that is negative or not finite.
 */
export function rootSift(descriptors: NdArray<NumericArray>): NdArray<Float32Array> {
  if (descriptors.shape.length !== 2)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected descriptors of shape [n, length] for rootSift but received [${descriptors.shape.join(', ')}].`,
    );
  const roots = new Float32Array(descriptors.data);
  const refused = (hasKernels() ? rootRowsByKernel : rootRows)(roots, descriptors.shape[1]!);
  if (refused >= 0)
    throw new FoveaError(
      'BAD_DATA',
      `Expected values that are finite and not negative for rootSift but row ${refused} has others. Give it histograms, not signed features.`,
    );
  return { data: roots, shape: descriptors.shape };
}

/** `sift` followed by `rootSift`, for the registry. */
export const rootsiftExtractor: LocalExtractor = {
  name: 'rootsift',
  aliases: ['root-sift'],
  summary: 'SIFT with square-rooted descriptors, which compare better by Euclidean distance',
  options: siftOptions,
  kind: 'local',
  descriptorLength: DESCRIPTOR_LENGTH,
  derived: { from: siftExtractor, transform: rootSift },
  extract: (image, options) => {
    const { keypoints, descriptors } = sift(image, options);
    return { keypoints, descriptors: rootSift(descriptors) };
  },
};
