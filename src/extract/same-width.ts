import { FoveaError } from '../core/errors.js';
import type { Extracted } from './extract-batch.js';

/** Looks at each image's features before they are written. @throws when a file cannot hold them with the others. */
export type Check = (image: string, features: Extracted) => void;

/**
 * For files of rows: vectors, or descriptors, of one length.
 * @throws BAD_SHAPE, with the way out: one size for all images.
 */
export function sameWidth(): Check {
  let expected = -1;
  return (image, features) => {
    const received = widthOf(features);
    if (expected < 0) expected = received;
    if (received !== expected)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected ${expected} numbers from ${image}, as from the images before it, but received ${received}. Give all images one size with --resize, such as --resize 128x128.`,
        { file: image },
      );
  };
}

/** Numbers in a vector, or in each descriptor; 0 for keypoints alone. */
export const widthOf = (features: Extracted): number =>
  features instanceof Float32Array ? features.length : (features.descriptors?.shape[1] ?? 0);
