import type { NdArray } from '../core/ndarray.js';
import type { OptionSpec } from '../core/options.js';
import type { Json, State } from '../core/state.js';

/** Samples along the first axis: `[n, features]` for vectors, `[n, height, width, channels]` for networks. */
export type Samples = NdArray<Float32Array>;

/**
 * The one contract of everything that learns labels from samples, an SVM and a network alike, so that one
 * comparison loop serves all. Asynchronous because an engine may be.
 */
export interface Classifier {
  /** Its registry name. */
  readonly name: string;
  /**
   * Learns from samples and their labels, integers 0 … classes − 1. Replaces what was learnt before.
   * @throws BAD_SHAPE when lengths differ; BAD_DATA for NaN, fewer than two classes, or labels out of range.
   */
  fit(x: Samples, y: Int32Array): Promise<void>;
  /** The most likely label of each sample. @throws NOT_FITTED, BAD_SHAPE. */
  predict(x: Samples): Promise<Int32Array>;
  /** `[n, classes]`, rows sum to 1, columns in label order. @throws NOT_FITTED, BAD_SHAPE. */
  predictProba(x: Samples): Promise<NdArray<Float32Array>>;
  /** Of classifiers whose answers are drawn: one that learnt the same and adds up so many for each. @throws BAD_OPTION */
  repeating?(tests: number): Classifier;
  /** What `restore` needs. @throws NOT_FITTED. */
  state(): State;
  /** How the fitting went, for reports: what an optimiser took, whether it converged. @throws NOT_FITTED. */
  diagnostics?(): Diagnostics;
}

/** What a classifier has to tell about its fitting. */
export interface Diagnostics {
  /** False when an optimiser reached its last iteration first; the classifier works, with what was reached. */
  readonly converged: boolean;
  readonly [key: string]: Json;
}

/** For each option of a search its values; every combination is a candidate. */
export type ParameterGrid = Readonly<Record<string, readonly (number | string | boolean)[]>>;

/** A registry entry: how to make a classifier, or bring one back. */
export interface ClassifierDefinition {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Includes `seed` where the training draws random numbers. */
  readonly options: OptionSpec;
  /** The values of options that are worth trying when they are chosen by trial, most influential option first. */
  readonly grid?: ParameterGrid;
  /** True for those that want pixels as `[n, height, width, channels]`; all others get `[n, features]`. */
  readonly takesShape?: boolean;
  /** Of those that want pixels: the side of the images that they are best given. */
  side?(options: Readonly<Record<string, unknown>>): number;
  create(options?: Readonly<Record<string, unknown>>): Classifier;
  /** @throws BAD_FILE when the state is not one of this classifier. */
  restore(state: State): Classifier;
}
