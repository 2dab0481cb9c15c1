import type { Keypoint, LocalFeatures } from '../features/extractor.js';
import type { Extracted } from './extract-batch.js';
import { keypointColumns, keypointRow } from './keypoint-columns.js';

/**
 * What an image gave, as flat numbers: the form in which features cross threads and lie in a journal.
 * `keypoints` is float64 `[n, 6]` by columns, so that nothing is rounded; `descriptors` float32 `[n, width]`.
 */
export type Packed =
  | { readonly vector: Float32Array }
  | {
      readonly keypoints: Float64Array;
      readonly descriptors?: Float32Array;
      readonly width: number;
      /** Width and height of the image; 0 where nobody said. */
      readonly imageSize: readonly [width: number, height: number];
    };

/** Features as flat numbers; of a keypoint, what `Keypoint` names. */
export function pack(features: Extracted): Packed {
  if (features instanceof Float32Array) return { vector: features };
  const { keypoints, descriptors, imageSize: size } = features;
  const rows = Float64Array.from(keypoints.flatMap(keypointRow));
  const imageSize = [size?.width ?? 0, size?.height ?? 0] as const;
  return descriptors
    ? { keypoints: rows, descriptors: descriptors.data, width: descriptors.shape[1]!, imageSize }
    : { keypoints: rows, width: 0, imageSize };
}

/** The features that `pack` took apart. */
export function unpack(packed: Packed): Extracted {
  if ('vector' in packed) return packed.vector;
  const { keypoints: rows, descriptors, width, imageSize } = packed;
  const count = rows.length / keypointColumns.length;
  const keypoints = Array.from({ length: count }, (_, i) => keypointAt(rows, i * keypointColumns.length));
  const [imageWidth, height] = imageSize;
  const features: LocalFeatures = {
    keypoints,
    ...(imageWidth > 0 && { imageSize: { width: imageWidth, height } }),
  };
  return descriptors ? { ...features, descriptors: { data: descriptors, shape: [count, width] } } : features;
}

const keypointAt = (rows: Float64Array, start: number): Keypoint => ({
  x: rows[start]!,
  y: rows[start + 1]!,
  size: rows[start + 2]!,
  angle: rows[start + 3]!,
  response: rows[start + 4]!,
  octave: rows[start + 5]!,
});
