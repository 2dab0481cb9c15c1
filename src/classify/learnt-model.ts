import type { State } from '../core/state.js';
import type { Diagnostics, Samples } from './classifier.js';

/** What an algorithm has learnt. Answers are in the numbering of its training set. */
export interface LearntModel {
  predict(x: Samples): Int32Array;
  /** `[n, classes]`, flat; rows sum to 1. */
  predictProba(x: Samples): Float64Array;
  /** `[n, classes]`, flat: how far a sample is on a class's side. Where there are, calibration starts from them. */
  decisions?(x: Samples): Float64Array;
  readonly diagnostics: Diagnostics;
  state(): State;
}
