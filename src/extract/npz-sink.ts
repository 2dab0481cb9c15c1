import { type NdArray, stack } from '../core/ndarray.js';
import type { LocalFeatures } from '../features/extractor.js';
import { openAtomic } from '../files/atomic.js';
import { writeNpz } from '../formats/npz.js';
import type { FeatureSink } from './extract-batch.js';
import { keypointColumns, keypointRow } from './keypoint-columns.js';
import { requireWidth } from './npy-sink.js';

/**
 * Gathers a batch and writes it as one `.npz`. All features are held in memory until the end: 4 bytes a number,
 * so a million 128-D vectors take 0.5 GB.
 */
export async function openNpzSink(path: string): Promise<FeatureSink> {
  const file = await openAtomic(path);
  const paths: string[] = [];
  const vectors: Float32Array[] = [];
  const locals: LocalFeatures[] = [];
  return {
    async write(image, features) {
      if (features instanceof Float32Array) {
        requireWidth(image, features.length, vectors[0]?.length ?? features.length);
        vectors.push(features);
      } else locals.push(features);
      paths.push(image);
    },
    async commit() {
      await file.write(
        writeNpz({ ...(locals.length > 0 ? joined(locals) : { features: stack(vectors) }), paths }),
      );
      await file.commit();
    },
    abort: file.abort,
  };
}

/** Image i owns rows `offsets[i]` to `offsets[i + 1]` of the keypoints and of the descriptors. */
function joined(locals: readonly LocalFeatures[]): Record<string, NdArray> {
  const offsets = new Int32Array(locals.length + 1);
  for (const [i, { keypoints }] of locals.entries()) offsets[i + 1] = offsets[i]! + keypoints.length;
  const total = offsets[locals.length]!;
  const keypoints = new Float32Array(total * keypointColumns.length);
  const length = locals[0]!.descriptors?.shape[1] ?? 0;
  const descriptors = new Float32Array(total * length);
  locals.forEach((local, i) => {
    keypoints.set(local.keypoints.flatMap(keypointRow), offsets[i]! * keypointColumns.length);
    if (local.descriptors) descriptors.set(local.descriptors.data, offsets[i]! * length);
  });
  return {
    keypoints: { data: keypoints, shape: [total, keypointColumns.length] },
    ...(length > 0 && { descriptors: { data: descriptors, shape: [total, length] } }),
    offsets: { data: offsets, shape: [offsets.length] },
  };
}
