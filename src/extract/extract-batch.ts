import { type ErrorCode, FoveaError } from '../core/errors.js';
import type { Extractor, LocalFeatures, OptionValues } from '../features/extractor.js';
import type { LoadOptions } from '../image/load.js';
import { describeImages } from './describe-images.js';

/** What one image gave: a vector, or keypoints with or without descriptors. */
export type Extracted = Float32Array | LocalFeatures;

/** Where a batch goes: one call an image, in order, then `commit` or `abort`. */
export interface FeatureSink {
  write(path: string, features: Extracted): Promise<void>;
  /** Makes the file appear under its name. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

/** An image left out of a batch, and why. */
export interface Skipped {
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** What a batch did. */
export interface BatchReport {
  readonly images: number;
  readonly skipped: readonly Skipped[];
}

/** How images are described. */
export interface BatchOptions {
  readonly extractor: Extractor;
  readonly options?: OptionValues;
  readonly load?: LoadOptions;
  /**
   * Threads that decode and describe, for an extractor of the registry; 0: this thread. The results are the same.
   * At most 4 images a worker are in flight (2 decoded, the others' features waiting), or 3 in this thread. Threads
   * stay for a minute after a batch, so that another one finds them ready.
   * @default 0
   */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, skipped: number) => void;
}

/**
 * Decodes images in order, describes each, and hands the results to a sink.
 * An image that cannot be decoded or described is left out, and reported with its error; the rest goes on.
 * An error of the sink (a full disk, vectors of different lengths) or an abort ends the batch, and the sink
 * is told to leave nothing behind.
 * @throws BAD_DATA when not one image could be used, naming the first error.
 */
export async function extractBatch(
  paths: readonly string[],
  sink: FeatureSink,
  batch: BatchOptions,
): Promise<BatchReport> {
  const skipped: Skipped[] = [];
  let done = 0;
  try {
    for await (const { path, features, error } of describeImages(paths, batch)) {
      if (features) await sink.write(path, features);
      else skipped.push({ path, code: error.code, message: error.message });
      done++;
      batch.onProgress?.(done, skipped.length);
    }
    if (skipped.length === paths.length) throw nothingUsable(skipped);
    await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  return { images: done - skipped.length, skipped };
}

/** The error of a batch in which no image could be used. */
export function nothingUsable(skipped: readonly Skipped[]): FoveaError {
  return new FoveaError(
    'BAD_DATA',
    skipped.length === 0
      ? 'Expected at least one image but received none.'
      : `Expected at least one usable image of ${skipped.length}, but none could be used. The first: ${skipped[0]!.message}`,
  );
}
