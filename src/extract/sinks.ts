import { extname } from 'node:path';
import { FoveaError } from '../core/errors.js';
import { openCsvSink } from './csv-sink.js';
import type { FeatureSink } from './extract-batch.js';
import { openJsonlSink } from './jsonl-sink.js';
import { openNpySink } from './npy-sink.js';
import { npzCheck, openNpzSink } from './npz-sink.js';
import { type Check, sameWidth } from './same-width.js';

/** How features are written under one file extension. */
interface FeatureFormat {
  open(path: string): Promise<FeatureSink>;
  /** A check of one file's images, from the first. */
  check(): Check;
}

const anything: FeatureFormat['check'] = () => () => undefined;

/** One more format is one more line. */
const formats: Readonly<Record<string, FeatureFormat>> = {
  '.npy': { open: openNpySink, check: sameWidth },
  '.npz': { open: openNpzSink, check: npzCheck },
  '.csv': { open: openCsvSink, check: sameWidth },
  '.jsonl': { open: openJsonlSink, check: anything },
};

/**
 * Opens a feature file by its extension.
 *
 * | extension | one vector an image | keypoints and descriptors |
 * |---|---|---|
 * | `.npy` | float32 `[images, length]` | descriptors `[all keypoints, length]`; keypoints `[all, 6]` where there are none |
 * | `.npz` | `features`, `paths` | `keypoints`, `descriptors`, `offsets` (`[images + 1]`), `sizes` (`[images, 2]`: width, height), `paths` |
 * | `.csv` | `path,f0,f1,…` | `path,x,y,size,angle,response,octave,d0,…` |
 * | `.jsonl` | `{ path, vector }` | `{ path, keypoints: [{ x, y, size, angle, response, octave }], descriptors }` |
 *
 * @throws BAD_OPTION for another extension. Its `write` throws what `checkFor` does.
 */
export async function openSink(path: string): Promise<FeatureSink> {
  const format = formatOf(path);
  const check = format.check();
  const sink = await format.open(path);
  return {
    ...sink,
    async write(image, features) {
      check(image, features);
      await sink.write(image, features);
    },
  };
}

/**
 * What a feature file demands of each image, to be asked before it is written: that its rows are as long as those
 * before it (BAD_SHAPE; `.jsonl` takes any), and that the file does not grow too large (LIMIT, `.npz`).
 * @throws BAD_OPTION for an extension that cannot be written.
 */
export const checkFor = (path: string): Check => formatOf(path).check();

function formatOf(path: string): FeatureFormat {
  const format = formats[extname(path).toLowerCase()];
  if (!format)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an output file ending in ${Object.keys(formats).join(', ')} but received '${path}'.`,
    );
  return format;
}
