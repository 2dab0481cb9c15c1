import type { Dataset } from '../data/dataset.js';
import type { ModelRegistry } from '../models/model-registry.js';
import type { Clock } from './stopwatch.js';
import type { Store } from './store.js';

/** What every step of a comparison works with, in whichever thread. */
export interface Bench {
  readonly dataset: Dataset;
  readonly store: Store;
  /** Of each image of the data set, the item under which the store holds its extracts; empty where it is not used. */
  readonly contents: readonly string[];
  readonly registry: ModelRegistry;
  readonly clock?: Clock | undefined;
}

/** Indices into a data set. */
export interface Sides {
  readonly train: readonly number[];
  readonly test: readonly number[];
}
