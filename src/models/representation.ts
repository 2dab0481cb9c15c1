import type { State } from '../core/state.js';
import type { Image } from '../image/image.js';

/**
 * Pixels to one vector an image, in two steps, so that the dear one is done once an image and the learnt one
 * only ever sees training images:
 * `extract` is stateless (cacheable, timed as extraction); `fit` learns from training extracts (a vocabulary);
 * `encode` turns one extract into the vector that a classifier sees.
 * For a global feature the extract is the vector, and `fit` learns nothing.
 */
export interface Representation<Extract = unknown> {
  /** As in a model's name: `hog`, `bovw`. */
  readonly name: string;
  /** Two representations of one `cacheKey` give equal extracts: extractor and options, canonical JSON. */
  readonly cacheKey: string;
  extract(image: Image): Extract;
  fit(extracts: readonly Extract[]): Promise<void>;
  /** @throws NOT_FITTED */
  encode(extract: Extract): Float32Array;
  state(): State;
}
