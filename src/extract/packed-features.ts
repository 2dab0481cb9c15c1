import type { Keypoint, LocalFeatures } from '../features/extractor.js';
import type { Extracted } from './extract-batch.js';
import { keypointColumns } from './keypoint-columns.js';

/** What an image gave, as flat numbers: the form in which features cross threads, lie in a journal and go to files. */
export type Packed = { readonly vector: Float32Array } | PackedKeypoints;

/** `keypoints` is float64 `[n, 6]` by columns, so that nothing is rounded; `descriptors` float32 `[n, width]`. */
export interface PackedKeypoints {
  readonly keypoints: Float64Array;
  readonly descriptors?: Float32Array;
  readonly width: number;
  /** Width and height of the image; 0 where nobody said. */
  readonly imageSize: readonly [width: number, height: number];
}

/** What `unpack` was given, so that packing again costs nothing. */
const packings = new WeakMap<LocalFeatures, Packed>();

/** Features as flat numbers; of a keypoint, what `Keypoint` names. */
export function pack(features: Extracted): Packed {
  if (features instanceof Float32Array) return { vector: features };
  const known = packings.get(features);
  if (known) return known;
  const { keypoints, descriptors, imageSize: size } = features;
  const rows = rowsOf(keypoints);
  const imageSize = [size?.width ?? 0, size?.height ?? 0] as const;
  return descriptors
    ? { keypoints: rows, descriptors: descriptors.data, width: descriptors.shape[1]!, imageSize }
    : { keypoints: rows, width: 0, imageSize };
}

/** How many keypoints there are, without making objects of them. */
export function keypointCount(features: LocalFeatures): number {
  const known = packings.get(features);
  return known && 'keypoints' in known
    ? known.keypoints.length / keypointColumns.length
    : features.keypoints.length;
}

/** The features that `pack` took apart. Keypoints become objects when they are first asked for: files never ask. */
export function unpack(packed: Packed): Extracted {
  if ('vector' in packed) return packed.vector;
  const { keypoints: rows, descriptors, width, imageSize } = packed;
  const [imageWidth, height] = imageSize;
  let keypoints: readonly Keypoint[] | undefined;
  const features: LocalFeatures = {
    get keypoints() {
      keypoints ??= keypointsOf(rows);
      return keypoints;
    },
    ...(imageWidth > 0 && { imageSize: { width: imageWidth, height } }),
    ...(descriptors && {
      descriptors: { data: descriptors, shape: [rows.length / keypointColumns.length, width] },
    }),
  };
  packings.set(features, packed);
  return features;
}

/** Keypoints by columns: `keypointColumns`, written out because most of a detector's time would go into a loop. */
function rowsOf(keypoints: readonly Keypoint[]): Float64Array {
  const rows = new Float64Array(keypoints.length * keypointColumns.length);
  let at = 0;
  for (const { x, y, size, angle, response, octave } of keypoints) {
    rows[at++] = x;
    rows[at++] = y;
    rows[at++] = size;
    rows[at++] = angle;
    rows[at++] = response;
    rows[at++] = octave;
  }
  return rows;
}

function keypointsOf(rows: Float64Array): Keypoint[] {
  const keypoints = new Array<Keypoint>(rows.length / keypointColumns.length);
  for (let i = 0, at = 0; i < keypoints.length; i++, at += keypointColumns.length)
    keypoints[i] = {
      x: rows[at]!,
      y: rows[at + 1]!,
      size: rows[at + 2]!,
      angle: rows[at + 3]!,
      response: rows[at + 4]!,
      octave: rows[at + 5]!,
    };
  return keypoints;
}
