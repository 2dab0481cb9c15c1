import type { OptionValues } from '../features/extractor.js';
import { findExtractor } from '../features/index.js';
import { type FileState, fileStateOf } from '../files/file-state.js';
import { decodeSideBySide } from '../image/decoder-threads.js';
import { type LoadOptions, loadImage } from '../image/load.js';
import { serve } from '../parallel/serve.js';
import { describeImage } from './describe-image.js';
import { type Packed, pack } from './packed-features.js';

/** What a worker is told of a batch: the feature by name, since functions do not cross threads. */
export interface ExtractWorkerData {
  readonly feature: string;
  readonly options: OptionValues;
  readonly load: LoadOptions;
}

await decodeSideBySide();

/** What a worker answers. */
export interface DescribedInWorker {
  readonly packed: Packed;
  readonly state: FileState;
}

serve<DescribedInWorker, ExtractWorkerData>(({ feature, options, load }) => {
  const extractor = findExtractor(feature);
  return async (path) => {
    const state = await fileStateOf(path);
    const packed = owned(pack(describeImage(extractor, await loadImage(path, load), options)));
    const arrays = 'vector' in packed ? [packed.vector] : [packed.keypoints, packed.descriptors];
    return {
      result: { packed, state },
      transfer: arrays.flatMap((array) => array?.buffer ?? []) as ArrayBuffer[],
    };
  };
});

/** A buffer moves as a whole: what is only a part of one is copied out first. */
function owned(packed: Packed): Packed {
  const alone = (array: Float32Array) =>
    array.byteLength === array.buffer.byteLength ? array : array.slice();
  if ('vector' in packed) return { vector: alone(packed.vector) };
  return packed.descriptors ? { ...packed, descriptors: alone(packed.descriptors) } : packed;
}
