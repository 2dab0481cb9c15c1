import { row } from '../core/ndarray.js';
import type { Keypoint } from '../features/extractor.js';
import { openAtomic } from '../files/atomic.js';
import { jsonLine } from '../formats/jsonl.js';
import type { Extracted, FeatureSink } from './extract-batch.js';
import { keypointColumns } from './keypoint-columns.js';

/** Streams one JSON object a line, one line an image. */
export async function openJsonlSink(path: string): Promise<FeatureSink> {
  const file = await openAtomic(path);
  return {
    write: (image, features) => file.write(jsonLine({ path: image, ...plain(features) })),
    commit: file.commit,
    abort: file.abort,
  };
}

function plain(features: Extracted): object {
  if (features instanceof Float32Array) return { vector: features };
  const { keypoints, descriptors } = features;
  return {
    keypoints: keypoints.map(named),
    ...(descriptors && { descriptors: keypoints.map((_, i) => row(descriptors, i)) }),
  };
}

const named = (keypoint: Keypoint): object =>
  Object.fromEntries(keypointColumns.map((column) => [column, keypoint[column]]));
