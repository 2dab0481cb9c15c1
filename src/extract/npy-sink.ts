import { openAtomic } from '../files/atomic.js';
import { bytesOf } from '../formats/dtype.js';
import { npyHeader } from '../formats/npy-header.js';
import type { Extracted, FeatureSink } from './extract-batch.js';
import { keypointColumns } from './keypoint-columns.js';
import { pack } from './packed-features.js';

/**
 * Streams rows to a `.npy` file: memory stays at one image's rows, and the header is written again at the end
 * with the number of rows. Without any image it is an array `[0, 0]`.
 */
export async function openNpySink(path: string): Promise<FeatureSink> {
  const file = await openAtomic(path);
  let rows = 0;
  let width = 0;
  await file.write(npyHeader('f4', [0, 0]));
  return {
    async write(_image, features) {
      const block = rowsOf(features);
      width = block.width;
      rows += block.rows;
      await file.write(bytesOf(block.data));
    },
    async commit() {
      await file.writeAt(0, npyHeader('f4', [rows, width]));
      await file.commit();
    },
    abort: file.abort,
  };
}

type Block = { data: Float32Array; rows: number; width: number };

function rowsOf(features: Extracted): Block {
  const packed = pack(features);
  if ('vector' in packed) return { data: packed.vector, rows: 1, width: packed.vector.length };
  const { keypoints, descriptors, width } = packed;
  const rows = keypoints.length / keypointColumns.length;
  return descriptors
    ? { data: descriptors, rows, width }
    : { data: new Float32Array(keypoints), rows, width: keypointColumns.length };
}
