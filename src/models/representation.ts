import type { OptionSpec } from '../core/options.js';
import type { State } from '../core/state.js';
import type { OptionValues } from '../features/extractor.js';
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
  /** Two representations of one `fitKey`, fitted on the same extracts, give equal vectors. */
  readonly fitKey: string;
  /** Set where a vector is more than a list: `[height, width, channels]` of pixels, for networks. */
  readonly sampleShape?: readonly number[];
  extract(image: Image): Extract;
  fit(extracts: readonly Extract[]): Promise<void>;
  /** @throws NOT_FITTED */
  encode(extract: Extract): Float32Array;
  /** What was learnt; empty where nothing is. @throws NOT_FITTED */
  state(): State;
  /** Takes back the `state` of a representation made with the same options. @throws BAD_FILE */
  restore(state: State): void;
}

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** A part of a model's name before the classifier: what it is, and how to make one. */
export interface RepresentationDefinition {
  readonly name: string;
  /** Other names that mean the same. */
  readonly aliases?: readonly string[];
  readonly options: OptionSpec;
  /** The feature in it, by its registry name: what a profile knows it by. Absent where there is none. */
  readonly feature?: string;
  /** @param size what images become where they must share a size. */
  create(options: OptionValues, size: ImageSize): Representation;
}
