import { pMapIterable } from 'p-map';
import { type ErrorCode, FoveaError } from '../core/errors.js';
import type { Extractor, LocalFeatures, OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import { type LoadOptions, loadImage } from '../image/load.js';

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

export interface BatchOptions {
  readonly extractor: Extractor;
  readonly options?: OptionValues;
  readonly load?: LoadOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, skipped: number) => void;
}

/** Decoded images held at once: one being described, the next ones decoding on sharp's threads meanwhile. */
const IN_FLIGHT = 3;

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
  { extractor, options = {}, load = {}, signal, onProgress }: BatchOptions,
): Promise<BatchReport> {
  const skipped: Skipped[] = [];
  let done = 0;
  try {
    for await (const { path, features, error } of described(paths, { extractor, options, load })) {
      signal?.throwIfAborted();
      if (features) await sink.write(path, features);
      else skipped.push({ path, code: error!.code, message: error!.message });
      done++;
      onProgress?.(done, skipped.length);
    }
    if (skipped.length === paths.length) throw nothingUsable(skipped);
    await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  return { images: done - skipped.length, skipped };
}

type Described = { path: string; features?: Extracted; error?: FoveaError };

async function* described(
  paths: readonly string[],
  { extractor, options, load }: { extractor: Extractor; options: OptionValues; load: LoadOptions },
): AsyncGenerator<Described> {
  const decoded = pMapIterable(paths, (path) => decode(path, load), {
    concurrency: IN_FLIGHT - 1,
    backpressure: IN_FLIGHT,
  });
  for await (const { path, image, error } of decoded) {
    if (!image) yield { path, error };
    else
      try {
        yield { path, features: extractor.extract(image, options) };
      } catch (cause) {
        yield { path, error: typed(cause) };
      }
  }
}

async function decode(
  path: string,
  load: LoadOptions,
): Promise<{ path: string; image?: Image; error?: FoveaError }> {
  try {
    return { path, image: await loadImage(path, load) };
  } catch (cause) {
    return { path, error: typed(cause) };
  }
}

/** Errors raised on purpose are about the image; wrong options, and anything unforeseen, end the batch. */
function typed(cause: unknown): FoveaError {
  if (cause instanceof FoveaError && cause.code !== 'BAD_OPTION') return cause;
  throw cause;
}

function nothingUsable(skipped: readonly Skipped[]): FoveaError {
  return new FoveaError(
    'BAD_DATA',
    skipped.length === 0
      ? 'Expected at least one image but received none.'
      : `Expected at least one usable image of ${skipped.length}, but none could be used. The first: ${skipped[0]!.message}`,
  );
}
