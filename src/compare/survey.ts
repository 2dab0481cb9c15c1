import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import type { Dataset } from '../data/dataset.js';
import type { Image } from '../image/image.js';
import type { SkippedImage } from './comparison.js';
import { type Clock, Stopwatch } from './stopwatch.js';
import type { Store } from './store.js';

/** A stateless step from pixels to something: a representation's extraction, the leak guard's signature. */
export interface Extraction {
  /** Two of one key give equal values. */
  readonly cacheKey: string;
  extract(image: Image): unknown;
}

/** What is known of an image after a survey. */
export interface SurveyedImage {
  readonly index: number;
  /** SHA-256 of its encoded bytes, or of its pixels: the item under which the store holds its extracts. */
  readonly content?: string;
  readonly skipped?: SkippedImage;
}

/** What a survey found, and what it cost. */
export interface Survey {
  /** In the order asked for. */
  readonly images: readonly SurveyedImage[];
  /** Images from which something had to be extracted. */
  readonly extracted: number;
  readonly loadSeconds: number;
  /** Of each extraction over all usable images, in the order given; those from the store took so long once. */
  readonly seconds: readonly number[];
}

/** How a survey goes. */
export interface SurveyOptions {
  readonly store: Store;
  readonly extractions: readonly Extraction[];
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onImage?: (() => void) | undefined;
}

/** Images held decoded besides the one in use. */
const AHEAD = 2;

/**
 * One pass over images of a data set: each goes through every extraction whose result the store does not hold yet,
 * and is decoded, once, only if there is such a one. An image that cannot be decoded, or from which one of them cannot
 * extract, is left out for all. At most `AHEAD` decoded images wait; extracts are held until the pass ends, then put.
 * @throws BAD_OPTION and whatever is not a FoveaError: those are not the image's fault.
 */
export async function survey(
  dataset: Dataset,
  indices: readonly number[],
  { store, extractions, clock, signal, onImage }: SurveyOptions,
): Promise<Survey> {
  const pass = new Pass(dataset, { store, extractions, clock });
  const images: SurveyedImage[] = [];
  const loading = new Stopwatch(clock);
  const coming = ahead(indices, (index) => pass.open(index));
  for (;;) {
    signal?.throwIfAborted();
    const { value: opened } = await loading.timeAsync(() => coming.next());
    if (!opened) break;
    images.push(pass.extract(opened));
    onImage?.();
  }
  pass.put();
  const usable = images.flatMap(({ content, skipped }) => (skipped ? [] : content!));
  return {
    images,
    extracted: pass.extracted,
    loadSeconds: loading.seconds,
    seconds: extractions.map(({ cacheKey }) =>
      usable.reduce((sum, content) => sum + (store.secondsOf(cacheKey, content) ?? 0), 0),
    ),
  };
}

/** An image whose content is known, decoded if something is to be extracted from it. */
interface Opened {
  readonly index: number;
  readonly content?: string;
  readonly image?: Image | undefined;
  readonly error?: unknown;
}

class Pass {
  extracted = 0;
  readonly #dataset: Dataset;
  readonly #store: Store;
  readonly #clock: Clock | undefined;
  readonly #extractions: readonly Extraction[];
  readonly #fresh = new Map<string, Map<string, { value: unknown; seconds: number }>>();

  constructor(
    dataset: Dataset,
    { store, extractions, clock }: Pick<SurveyOptions, 'store' | 'extractions' | 'clock'>,
  ) {
    this.#dataset = dataset;
    this.#store = store;
    this.#extractions = extractions;
    this.#clock = clock;
  }

  async open(index: number): Promise<Opened> {
    try {
      if (!this.#dataset.encoded) {
        const image = await this.#dataset.load(index);
        return { index, content: contentOfPixels(image), image };
      }
      const content = fingerprint([await this.#dataset.encoded(index)]);
      const image = this.#missing(content).length > 0 ? await this.#dataset.load(index) : undefined;
      return { index, content, image };
    } catch (error) {
      return { index, error };
    }
  }

  extract({ index, content, image, error }: Opened): SurveyedImage {
    try {
      if (content === undefined) throw error;
      const missing = image ? this.#missing(content) : [];
      const values = missing.map((extraction) => {
        const watch = new Stopwatch(this.#clock);
        return { value: watch.time(() => extraction.extract(image!)), seconds: watch.seconds };
      });
      missing.forEach(({ cacheKey }, i) => {
        this.#freshOf(cacheKey).set(content, values[i]!);
      });
      if (missing.length > 0) this.extracted++;
      return { index, content };
    } catch (cause) {
      return { index, skipped: skippedImage(this.#dataset, index, cause) };
    }
  }

  put(): void {
    for (const [cacheKey, values] of this.#fresh)
      this.#store.put(
        cacheKey,
        [...values].map(([item, { value, seconds }]) => ({ item, value, seconds })),
      );
  }

  #missing(content: string): Extraction[] {
    return this.#extractions.filter(
      ({ cacheKey }) =>
        !this.#fresh.get(cacheKey)?.has(content) && this.#store.secondsOf(cacheKey, content) === undefined,
    );
  }

  #freshOf(cacheKey: string): Map<string, { value: unknown; seconds: number }> {
    const known = this.#fresh.get(cacheKey) ?? new Map();
    this.#fresh.set(cacheKey, known);
    return known;
  }
}

const contentOfPixels = ({ data, width, height, channels }: Image): string =>
  fingerprint([`${width}×${height}×${channels} ${data.constructor.name}`, data]);

function skippedImage(dataset: Dataset, index: number, error: unknown): SkippedImage {
  if (!(error instanceof FoveaError) || error.code === 'BAD_OPTION') throw error;
  return { index, path: dataset.pathOf(index), code: error.code, message: error.message };
}

/** Does one thing for each item in order, beginning with the next `AHEAD` while the caller is busy with one. */
async function* ahead<T, Result>(
  items: readonly T[],
  begin: (item: T) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const pending: Promise<Result>[] = [];
  let next = 0;
  while (next < items.length || pending.length > 0) {
    while (next < items.length && pending.length <= AHEAD) pending.push(begin(items[next++]!));
    yield await pending.shift()!;
  }
}
