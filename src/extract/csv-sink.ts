import { openAtomic } from '../files/atomic.js';
import { csvHeader, csvLine, csvRow } from '../formats/csv.js';
import { printable } from '../formats/shortest-double.js';
import type { FeatureSink } from './extract-batch.js';
import { keypointColumns } from './keypoint-columns.js';
import { type PackedKeypoints, pack } from './packed-features.js';
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
      const packed = pack(features);
      const isVector = 'vector' in packed;
      const width = widthOf(features);
      if (!isBegun) await file.write(isVector ? csvHeader(width) : keypointHeader(width));
      isBegun = true;
      await file.write(isVector ? csvRow(image, packed.vector) : keypointLines(image, packed));
    },
    commit: file.commit,
    abort: file.abort,
  };
}

const keypointHeader = (descriptorLength: number): string =>
  csvLine(['path', ...keypointColumns, ...Array.from({ length: descriptorLength }, (_, i) => `d${i}`)]);

function keypointLines(image: string, { keypoints, descriptors, width }: PackedKeypoints): string {
  const columns = keypointColumns.length;
  const numbers = new Float32Array(keypoints);
  const lines: string[] = [];
  for (let i = 0; i < numbers.length / columns; i++)
    lines.push(
      csvLine([
        image,
        ...printable(numbers.subarray(i * columns, (i + 1) * columns)),
        ...printable(descriptors?.subarray(i * width, (i + 1) * width) ?? []),
      ]),
    );
  return lines.join('');
}
