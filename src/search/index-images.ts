import { type BatchReport, extractBatch, type FeatureSink } from '../extract/extract-batch.js';
import type { LocalFeatures } from '../features/extractor.js';
import { findExtractor } from '../features/index.js';
import type { SearchIndex } from './search-index.js';

/**
 * Reads and describes image files as the index's settings say, and adds them under their paths. An image that
 * cannot be used is left out and reported; the rest goes on.
 * @throws BAD_DATA when not one image could be used; what `signal` was aborted with.
 */
export function indexImages(
  index: SearchIndex,
  paths: readonly string[],
  options: {
    /** Threads that decode and describe; the index is the same. @default 0 */
    readonly workers?: number;
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, skipped: number) => void;
  } = {},
): Promise<BatchReport> {
  const { feature, options: featureOptions, load } = index.settings;
  const sink: FeatureSink = {
    write: (path, features) => index.add(path, features as LocalFeatures),
    // Nothing is on disk before the index is saved.
    commit: async () => undefined,
    abort: async () => undefined,
  };
  return extractBatch(paths, sink, {
    extractor: findExtractor(feature),
    options: featureOptions,
    load,
    ...options,
  });
}
