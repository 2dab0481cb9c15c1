import { FoveaError } from '../core/errors.js';
import { openAtomic } from '../files/atomic.js';
import { npyHeader } from '../formats/npy-header.js';
import type { Extracted, FeatureSink } from './extract-batch.js';
import { keypointColumns, keypointRow } from './keypoint-columns.js';

/**
 * Streams rows to a `.npy` file: memory stays at one image's rows, and the header is written again at the end
 * with the number of rows.
 * @throws BAD_SHAPE when an image's rows are of another width than those before.
 */
export async function openNpySink(path: string): Promise<FeatureSink> {
  const file = await openAtomic(path);
  let rows = 0;
  let width = -1;
  return {
    async write(image, features) {
      const block = rowsOf(features);
      if (width < 0) {
        width = block.width;
        await file.write(npyHeader('f4', [0, width]));
      }
      requireWidth(image, block.width, width);
      rows += block.rows;
      await file.write(new Uint8Array(block.data.buffer, block.data.byteOffset, block.data.byteLength));
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
  if (features instanceof Float32Array) return { data: features, rows: 1, width: features.length };
  const { keypoints, descriptors } = features;
  if (descriptors)
    return { data: descriptors.data, rows: descriptors.shape[0]!, width: descriptors.shape[1]! };
  const data = Float32Array.from(keypoints.flatMap(keypointRow));
  return { data, rows: keypoints.length, width: keypointColumns.length };
}

/** @throws BAD_SHAPE, with the way out: one size for all images. */
export function requireWidth(image: string, received: number, expected: number): void {
  if (received !== expected)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected ${expected} numbers from ${image}, as from the images before it, but received ${received}. Give all images one size with --resize, such as --resize 128x128.`,
      { file: image },
    );
}
