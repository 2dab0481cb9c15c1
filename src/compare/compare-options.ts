import type { OptionValues } from '../features/extractor.js';
import type { ImageModel } from '../models/image-model.js';
import type { ModelRegistry } from '../models/model-registry.js';
import type { ImageSize } from '../models/representation.js';
import type { LeakReport } from './comparison.js';
import type { Entry, TuneRule } from './contestants.js';
import type { LeakMode } from './leak-guard.js';
import type { SplitRule } from './split-dataset.js';
import type { Clock } from './stopwatch.js';

/** What a comparison is busy with. */
export interface CompareProgress {
  /** `fit`: a representation learns (a vocabulary); `train`: a classifier does. */
  readonly phase: 'extract' | 'fit' | 'train';
  /** Of the representation or model at work. */
  readonly name?: string;
  readonly done: number;
  readonly total: number;
}

/** What a comparison has found out on its way. */
export type CompareStage =
  /** Every image is described: from so many something had to be extracted, the rest came from the cache. */
  | { readonly stage: 'extracted'; readonly images: number; readonly extracted: number }
  /** Before anything is trained. */
  | { readonly stage: 'guarded'; readonly leaks: LeakReport }
  /** So many trainings make up the comparison, and so many of them are known from the cache. */
  | { readonly stage: 'planned'; readonly trainings: number; readonly known: number };

/** What is compared, and how. */
export interface CompareOptions {
  /** Names such as `hog+svm` (see `parseModel`), or such names with options, a label and a grid of their own. */
  readonly models: readonly (string | Entry)[];
  /** Default: the data set's own split, else 70% of each class to train on. */
  readonly split?: SplitRule;
  /** Stratified k-fold cross-validation with so many folds, instead of `split`. */
  readonly folds?: number | undefined;
  /** Of the split and of everything random in the models. Default 0. */
  readonly seed?: number;
  /** Seeds to try: `seed`, `seed + 1`, … each with splits or folds of its own. Default 1. */
  readonly repeats?: number;
  /** Options of all parts of all models in one bag; each part takes those it knows. */
  readonly options?: OptionValues;
  /** Whose program features agree with; see `parseModel`. */
  readonly profile?: string | undefined;
  /** What images become for features that need a common size. Default: that of the data set, else 128 × 128. */
  readonly size?: ImageSize | undefined;
  /** Chooses options by trial within the training images of each round. Default: only for models with a `grid`. */
  readonly tune?: TuneRule | undefined;
  /** Numbers of training images of each class that every model is also trained with. Default none. */
  readonly learningCurve?: readonly number[] | undefined;
  /** What to do about test images that are nearly the same as a training image. Default `warn`. */
  readonly leaks?: LeakMode | undefined;
  /**
   * A folder where everything that was worked out is kept by the content of images, so that it is not worked out
   * again, by another comparison neither; only in Node. Safe to share between processes, bounded to 8 GB, and safe to
   * delete at any time. Default none.
   */
  readonly cache?: string | undefined;
  /**
   * Threads, where the data set came from `openDataset` and the registry is Fovea's own. The results are the same.
   * Default 0: this one.
   */
  readonly workers?: number;
  /** Milliseconds, such as `() => performance.now()`. Without it nothing is timed. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompareProgress) => void;
  readonly onStage?: (stage: CompareStage) => void;
  /** Gets each model of each round once it is fitted, ready to be saved. Then none is trained in another thread. */
  readonly onTrained?: (model: ImageModel) => void;
  readonly registry?: ModelRegistry;
}
