import { row } from '../core/ndarray.js';
import type { LocalFeatures } from '../features/extractor.js';
import { openAtomic } from '../files/atomic.js';
import { csvHeader, csvLine, csvRow } from '../formats/csv.js';
import { printable } from '../formats/shortest-double.js';
import type { FeatureSink } from './extract-batch.js';
import { keypointColumns, keypointRow } from './keypoint-columns.js';
import { widthOf } from './same-width.js';

/**
 * Streams a table: one line an image for vectors, one line a keypoint for local features (an image without
 * keypoints has none). Without any image the file is empty.
 */
export async function openCsvSink(path: string): Promise<FeatureSink> {
  const file = await openAtomic(path);
  let isBegun = false;
  return {
    async write(image, features) {
      const isVector = features instanceof Float32Array;
      const width = widthOf(features);
      if (!isBegun) await file.write(isVector ? csvHeader(width) : keypointHeader(width));
      isBegun = true;
      await file.write(isVector ? csvRow(image, features) : keypointLines(image, features));
    },
    commit: file.commit,
    abort: file.abort,
  };
}

const keypointHeader = (descriptorLength: number): string =>
  csvLine(['path', ...keypointColumns, ...Array.from({ length: descriptorLength }, (_, i) => `d${i}`)]);

const keypointLines = (image: string, { keypoints, descriptors }: LocalFeatures): string =>
  keypoints
    .map((keypoint, i) =>
      csvLine([
        image,
        ...printable(Float32Array.from(keypointRow(keypoint))),
        ...(descriptors ? printable(row(descriptors, i)) : []),
      ]),
    )
    .join('');
