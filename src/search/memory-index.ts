import { resolve } from 'node:path';
import type { VisualWords } from '../bow/visual-words.js';
import { integer, resolveOptions } from '../core/options.js';
import type { LocalFeatures, OptionValues } from '../features/extractor.js';
import type { LoadOptions } from '../image/load-options.js';
import { type IndexSettings, indexSettings } from './index-settings.js';
import { InvertedLists } from './inverted-lists.js';
import type { Hit, SearchIndex, SearchOptions } from './search-index.js';
import { topHits } from './top-hits.js';
import { countWords, type WordCounts } from './word-counts.js';

const DEFAULT_FEATURE = 'rootsift';

const searchOptions = {
  top: integer({ default: 10, min: 1, describe: 'the most hits to return' }),
};

/**
 * An index of visual words in memory: the cosine between tf-idf vectors, through inverted lists.
 *
 * 1. Each descriptor is assigned to its nearest visual word; an image is how often it has each word.
 * 2. The weight of a word in an image is tf · idf: tf is how often the image has it, idf = ln(1 + (N − n + ½) / (n + ½)),
 *    where n of the N images in the index have it. N and n are those at the time of the query: adding or removing
 *    an image leaves nothing stale.
 * 3. The score is the cosine of the angle between the two vectors, summed up word by word over the lists of the
 *    images that have the word.
 *
 * J. Sivic, A. Zisserman: Video Google: a text retrieval approach to object matching in videos, ICCV 2003,
 * doi:10.1109/ICCV.2003.1238663.
 *
 * Differences from the paper: its idf is ln(N / n), which finds nothing in an index of one image; on Corel-1k both
 * rank alike (1000 words of RootSIFT: mean average precision at 10 of .395 and .394), and √count in place of the
 * count was worse (.376). Its tf is divided by the number of descriptors, which the cosine undoes. No stop list, no
 * spatial verification.
 */
export class MemoryIndex implements SearchIndex {
  readonly settings: IndexSettings;
  readonly vocabulary: VisualWords;
  /** By absolute path, so that `a.jpg` and `./a.jpg` are one image. */
  readonly #images = new Map<string, readonly [path: string, words: WordCounts]>();
  /** Made by the first query after a change. */
  #lists: { readonly paths: readonly string[]; readonly inverted: InvertedLists } | undefined;

  /** @param images what the index holds from the start, by path. */
  constructor({
    vocabulary,
    settings,
    images = [],
  }: {
    vocabulary: VisualWords;
    settings: IndexSettings;
    images?: Iterable<readonly [path: string, words: WordCounts]>;
  }) {
    this.vocabulary = vocabulary;
    this.settings = settings;
    for (const image of images) this.#images.set(resolve(image[0]), image);
  }

  get size(): number {
    return this.#images.size;
  }

  /** What it holds, in order of paths by code units: the same for any order of adding. */
  images(): readonly (readonly [path: string, words: WordCounts])[] {
    return [...this.#images.values()].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  async add(path: string, features: LocalFeatures): Promise<void> {
    this.#images.set(resolve(path), [path, this.#wordsOf(features)]);
    this.#lists = undefined;
  }

  async remove(path: string): Promise<boolean> {
    this.#lists = undefined;
    return this.#images.delete(resolve(path));
  }

  async search(query: LocalFeatures, options: SearchOptions = {}): Promise<readonly Hit[]> {
    const { top } = resolveOptions('search', searchOptions, { ...options });
    const { paths, inverted } = (this.#lists ??= this.#invert());
    return topHits(inverted.scores(this.#wordsOf(query)), paths, top);
  }

  #wordsOf({ descriptors }: LocalFeatures): WordCounts {
    const any = descriptors !== undefined && descriptors.shape[0]! > 0;
    return countWords(any ? this.vocabulary.assign(descriptors) : new Int32Array(0));
  }

  #invert() {
    const images = this.images();
    const inverted = new InvertedLists(
      images.map(([, words]) => words),
      this.vocabulary.words,
    );
    return { paths: images.map(([path]) => path), inverted };
  }
}

/**
 * An empty index.
 * @param given the vocabulary; the local feature and its options that describe images, by default those that the
 *   vocabulary was learnt from; and how images are brought to size on reading.
 * @throws NOT_FOUND and BAD_OPTION as `indexSettings`; MISMATCH when the vocabulary was learnt from another feature
 *   or other options.
 */
export function createIndex(given: {
  readonly vocabulary: VisualWords;
  readonly feature?: string | undefined;
  readonly options?: OptionValues | undefined;
  readonly load?: LoadOptions | undefined;
}): MemoryIndex {
  const { vocabulary, load } = given;
  const source = given.feature === undefined ? vocabulary.source : undefined;
  const settings = indexSettings({
    feature: given.feature ?? source?.name ?? DEFAULT_FEATURE,
    options: given.options ?? source?.options,
    load,
  });
  vocabulary.expectSource({ name: settings.feature, options: settings.options });
  return new MemoryIndex({ vocabulary, settings });
}
