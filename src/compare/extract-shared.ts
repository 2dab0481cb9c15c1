import { FoveaError } from '../core/errors.js';
import type { Dataset } from '../data/dataset.js';
import type { Image } from '../image/image.js';
import type { Representation } from '../models/representation.js';
import type { SkippedImage } from './comparison.js';
import { loadAhead } from './load-ahead.js';
import { type Clock, Stopwatch } from './stopwatch.js';

/** The extracts of many images under one `cacheKey`, by index in the data set, and what they cost. */
export interface SharedExtracts {
  readonly byIndex: Map<number, unknown>;
  readonly seconds: number;
}

/** What one pass over the images gave. */
export interface ExtractionPass {
  readonly byCacheKey: ReadonlyMap<string, SharedExtracts>;
  readonly skipped: readonly SkippedImage[];
  readonly loadSeconds: number;
}

/** How a pass goes. */
export interface ExtractionOptions {
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * One pass over the images of a data set: each is decoded once and goes through every distinct extraction, however
 * many models share it. An image that cannot be decoded, or from which one of them cannot extract, is left out for all.
 * @throws BAD_OPTION and whatever is not a FoveaError: those are not the image's fault.
 */
export async function extractShared(
  dataset: Dataset,
  representations: readonly Representation[],
  { indices, clock, signal, onProgress }: ExtractionOptions & { readonly indices: readonly number[] },
): Promise<ExtractionPass> {
  const extractions = distinct(representations).map((representation) => ({
    representation,
    byIndex: new Map<number, unknown>(),
    watch: new Stopwatch(clock),
  }));
  const skipped: SkippedImage[] = [];
  const loading = new Stopwatch(clock);
  const images = loadAhead(dataset, indices);
  for (let done = 1; ; done++) {
    signal?.throwIfAborted();
    const { value: loaded } = await loading.timeAsync(() => images.next());
    if (!loaded) break;
    const { index, image } = loaded;
    try {
      if (!image) throw loaded.error;
      const extracts = extractions.map((extraction) => extractTimed(extraction, image));
      extractions.forEach(({ byIndex }, i) => {
        byIndex.set(index, extracts[i]);
      });
    } catch (error) {
      skipped.push(skippedImage(dataset, index, error));
    }
    onProgress?.(done, indices.length);
  }
  const byCacheKey = new Map(
    extractions.map(({ representation, byIndex, watch }) => [
      representation.cacheKey,
      { byIndex, seconds: watch.seconds },
    ]),
  );
  return { byCacheKey, skipped, loadSeconds: loading.seconds };
}

function extractTimed(
  { representation, watch }: { representation: Representation; watch: Stopwatch },
  image: Image,
): unknown {
  return watch.time(() => representation.extract(image));
}

function distinct(representations: readonly Representation[]): Representation[] {
  return [...new Map(representations.map((each) => [each.cacheKey, each])).values()];
}

function skippedImage(dataset: Dataset, index: number, error: unknown): SkippedImage {
  if (!(error instanceof FoveaError) || error.code === 'BAD_OPTION') throw error;
  return { index, path: dataset.pathOf(index), code: error.code, message: error.message };
}
