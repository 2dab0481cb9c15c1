import type { VisualWords } from '../bow/visual-words.js';
import type { LocalFeatures } from '../features/extractor.js';
import type { IndexSettings } from './index-settings.js';

/** An image that was found. */
export interface Hit {
  readonly path: string;
  /** How like the query it is, above 0 up to 1. */
  readonly score: number;
}

/** How a query is answered. */
export interface SearchOptions {
  /** The most hits to return. Default 10. */
  readonly top?: number;
}

/**
 * An index of images that finds those most like another one. Every engine keeps this contract.
 *
 * An image is known by its path, however that is spelt. Answers are exact: the same as by comparing with every image in the index; they are
 * ordered by score, equal scores by path. Images without descriptors are held, but never found; a query without
 * descriptors finds nothing.
 */
export interface SearchIndex {
  /** How images were described; a query has to be described in the same way (`describeImage`). */
  readonly settings: IndexSettings;
  readonly vocabulary: VisualWords;
  /** How many images it holds. */
  readonly size: number;
  /** Puts an image in; one of the same path is replaced. @throws MISMATCH or BAD_SHAPE for foreign descriptors. */
  add(path: string, features: LocalFeatures): Promise<void>;
  /** Takes an image out; false when there was none of that path. */
  remove(path: string): Promise<boolean>;
  /** The images most like the query, best first. @throws BAD_OPTION for `top`, and as `add`. */
  search(query: LocalFeatures, options?: SearchOptions): Promise<readonly Hit[]>;
}
