import { pMapIterable } from 'p-map';
import { FoveaError } from '../core/errors.js';
import { extractors } from '../features/index.js';
import { type FileState, fileStateOf } from '../files/file-state.js';
import type { Image } from '../image/image.js';
import { loadImage } from '../image/load.js';
import { mapInWorkers } from '../parallel/map-in-workers.js';
import { describeImage } from './describe-image.js';
import type { BatchOptions, Extracted } from './extract-batch.js';
import type { DescribedInWorker, ExtractWorkerData } from './extract-worker.js';
import { unpack } from './packed-features.js';

/** An image's features, or why it has none; and its file, looked at before it was read. */
export type Described = { readonly path: string; readonly state: FileState } & Outcome;

type Outcome =
  | { readonly features: Extracted; readonly error?: undefined }
  | { readonly features?: undefined; readonly error: FoveaError };

/**
 * Decodes and describes images, and gives the results in the order of the paths: in worker threads, or for
 * `workers: 0`, a single image, and an extractor that is not in the registry (a function does not cross threads) in
 * this one. The results are the same.
 * @throws what is no image's fault: a wrong option, an error that nobody foresaw; what `signal` was aborted with.
 */
export async function* describeImages(
  paths: readonly string[],
  batch: BatchOptions,
): AsyncGenerator<Described> {
  const { extractor, workers = 0, signal } = batch;
  const described =
    workers > 0 && paths.length > 1 && extractors.includes(extractor)
      ? describedInWorkers(paths, { ...batch, workers })
      : describedHere(paths, batch);
  for await (const image of described) {
    signal?.throwIfAborted();
    yield image;
  }
}

/** Decoded images held at once: one being described, the next ones decoding on sharp's threads meanwhile. */
const IN_FLIGHT = 3;

async function* describedHere(
  paths: readonly string[],
  { extractor, options, load }: BatchOptions,
): AsyncGenerator<Described> {
  const decoded = pMapIterable(paths, (path) => decode(path, load), {
    concurrency: IN_FLIGHT - 1,
    backpressure: IN_FLIGHT,
  });
  for await (const { image, error, ...file } of decoded) {
    if (!image) yield { ...file, error };
    else
      try {
        yield { ...file, features: describeImage(extractor, image, options) };
      } catch (cause) {
        yield { ...file, error: aboutTheImage(cause) };
      }
  }
}

type Decoded = { path: string; state: FileState } & (
  | { image: Image; error?: undefined }
  | { image?: undefined; error: FoveaError }
);

async function decode(path: string, load: BatchOptions['load']): Promise<Decoded> {
  const state = await fileStateOf(path);
  try {
    return { path, state, image: await loadImage(path, load) };
  } catch (cause) {
    return { path, state, error: aboutTheImage(cause) };
  }
}

async function* describedInWorkers(
  paths: readonly string[],
  { extractor, options = {}, load = {}, workers, signal }: BatchOptions & { workers: number },
): AsyncGenerator<Described> {
  const data: ExtractWorkerData = { feature: extractor.name, options, load };
  const entry = new URL('./extract-worker.js', import.meta.url);
  for await (const { job: path, ...outcome } of mapInWorkers<DescribedInWorker>(paths, {
    entry,
    data,
    workers,
    signal,
  })) {
    if (outcome.error) yield { path, state: await fileStateOf(path), error: aboutTheImage(outcome.error) };
    else yield { path, state: outcome.result.state, features: unpack(outcome.result.packed) };
  }
}

/** Errors raised on purpose are about the image; wrong options, and anything unforeseen, end the batch. */
function aboutTheImage(cause: unknown): FoveaError {
  if (cause instanceof FoveaError && cause.code !== 'BAD_OPTION') return cause;
  throw cause;
}
