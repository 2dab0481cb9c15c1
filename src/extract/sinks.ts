import { extname } from 'node:path';
import { FoveaError } from '../core/errors.js';
import { openCsvSink } from './csv-sink.js';
import type { FeatureSink } from './extract-batch.js';
import { openJsonlSink } from './jsonl-sink.js';
import { openNpySink } from './npy-sink.js';
import { openNpzSink } from './npz-sink.js';

/** How each file extension is written. One more format is one more line. */
const sinks: Readonly<Record<string, (path: string) => Promise<FeatureSink>>> = {
  '.npy': openNpySink,
  '.npz': openNpzSink,
  '.csv': openCsvSink,
  '.jsonl': openJsonlSink,
};

/**
 * Opens a feature file by its extension.
 *
 * | extension | one vector an image | keypoints and descriptors |
 * |---|---|---|
 * | `.npy` | float32 `[images, length]` | descriptors `[all keypoints, length]`; keypoints `[all, 6]` where there are none |
 * | `.npz` | `features`, `paths` | `keypoints`, `descriptors`, `offsets` (`[images + 1]`), `paths` |
 * | `.csv` | `path,f0,f1,…` | `path,x,y,size,angle,response,octave,d0,…` |
 * | `.jsonl` | `{ path, vector }` | `{ path, keypoints: [{ x, y, size, angle, response, octave }], descriptors }` |
 *
 * @throws BAD_OPTION for another extension.
 */
export async function openSink(path: string): Promise<FeatureSink> {
  const open = sinks[extname(path).toLowerCase()];
  if (!open)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an output file ending in ${Object.keys(sinks).join(', ')} but received '${path}'.`,
    );
  return open(path);
}
