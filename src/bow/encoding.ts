import type { NdArray } from '../core/ndarray.js';
import type { OptionSpec, OptionsOf } from '../core/options.js';
import type { State } from '../core/state.js';
import type { DescriptorSource } from './descriptor-source.js';
import type { Vocabulary } from './vocabulary.js';

/** What an encoding sees of an image. */
export interface ImageDescriptors {
  /** `[count, length]` */
  readonly descriptors: NdArray<Float32Array>;
  /**
   * Where each lies: x and y as parts of the image's width and height, `[count, 2]`, flat. Left out where nobody knows;
   * a spatial pyramid then refuses the image.
   */
  readonly positions?: Float32Array;
}

/** What an encoding learns from. */
export interface TrainingDescriptors {
  /** Drawn over all training images, `[count, length]`. */
  readonly sample: NdArray<Float32Array>;
  /** Every training image, each time anew: for what has to be counted image by image. */
  readonly images: Iterable<ImageDescriptors>;
  /** What made the descriptors. */
  readonly source?: DescriptorSource;
  /** Words that are there already, for an encoding that uses some. */
  readonly vocabulary?: Vocabulary;
}

/** An encoding that has learnt what it needs. */
export interface FittedEncoding {
  /** How many numbers a vector has. */
  readonly length: number;
  /** @returns `[length]`; all 0 for an image without descriptors. @throws MISMATCH for descriptors of another length. */
  encode(image: ImageDescriptors): Float32Array;
  /** What `restore` needs. */
  state(): State;
}

/** One way from an image's descriptors to one vector. */
export interface Encoding<S extends OptionSpec = OptionSpec> {
  /** As in a model's name: `vlad`. */
  readonly name: string;
  /** One line for `--help` and the README. */
  readonly summary: string;
  /** Its own options and those of `encoderOptions`, with the defaults that suit it. */
  readonly options: S;
  /** Whether it is built on visual words, and so can take a vocabulary that is there already. */
  readonly usesVocabulary: boolean;
  /** @throws BAD_DATA for too few descriptors. */
  fit(training: TrainingDescriptors, options: OptionsOf<S>): FittedEncoding;
  /** @throws BAD_FILE for the state of something else. */
  restore(state: State, options: OptionsOf<S>): FittedEncoding;
}
