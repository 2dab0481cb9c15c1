import type { ErrorCode } from '../core/errors.js';
import type { OptionValues } from '../features/extractor.js';
import type { ClassScore } from './metrics.js';

/** A test image that a model took for something else. */
export interface ConfusedImage {
  /** In the data set, as `Dataset.load` takes it. */
  readonly index: number;
  readonly path: string;
  /** Class names. */
  readonly truth: string;
  readonly predicted: string;
  /** That the model gave to what it predicted. */
  readonly probability: number;
}

/** Wall-clock seconds of a model's steps, each as long as it would take if the model were alone. */
export interface ModelSeconds {
  /** All images to extracts, without decoding. */
  readonly extract: number;
  /** Vocabulary, encoding of the training images, classifier. */
  readonly train: number;
  /** Encoding and classification of the test images. */
  readonly predict: number;
}

/** The same model on several seeds. */
export interface Repeats {
  readonly seeds: readonly number[];
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** Sample standard deviation (n − 1) of the accuracies. */
  readonly deviation: number;
}

/** What one model made of the test images. */
export interface ModelResult {
  readonly model: string;
  readonly accuracy: number;
  /** 95%, Wilson. */
  readonly accuracyInterval: readonly [lower: number, upper: number];
  readonly macroF1: number;
  /** Rows the truth, columns the prediction, in the order of `dataset.classNames`. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly (ClassScore & { readonly className: string })[];
  /** Absent without a clock. */
  readonly seconds?: ModelSeconds;
  /** Of the saved model. */
  readonly modelBytes: number;
  /** What the classifier sees of one image. */
  readonly vectorLength: number;
  /** The surest mistakes first. */
  readonly errors: readonly ConfusedImage[];
  /** Every option of every part, as resolved. */
  readonly parts: readonly { readonly name: string; readonly options: OptionValues }[];
  /** False where the classifier's optimiser ran out of iterations; absent where there is none. */
  readonly converged?: boolean;
  /** Only of a comparison with `repeats` above 1; all other figures are those of the first seed. */
  readonly repeats?: Repeats;
}

/** An image that could not be used, by any model. */
export interface SkippedImage {
  readonly index: number;
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** How the images were parted; `rule` says by what. */
export interface SplitReport {
  readonly rule: string;
  /** Images that were used, after leaving out bad ones. */
  readonly train: number;
  readonly test: number;
}

/**
 * Several models side by side on the same split of one data set. Plain data: `JSON.stringify` gives the form of
 * `fovea compare --json`. Everything but the keys named `seconds` is the same on every run.
 */
export interface Comparison {
  /** The version that made it. */
  readonly fovea: string;
  readonly dataset: {
    readonly name: string;
    readonly images: number;
    readonly classNames: readonly string[];
    /** SHA-256 over class names, labels and file names (without folders), not over pixels. */
    readonly fingerprint: string;
  };
  readonly split: SplitReport;
  readonly seed: number;
  /** What images became for features that need a common size. */
  readonly size: { readonly width: number; readonly height: number };
  /** As given; `parts` of each result has all of them. */
  readonly options: OptionValues;
  /** In the order they were asked for. */
  readonly results: readonly ModelResult[];
  readonly skipped: readonly SkippedImage[];
  /** Decoding, once for all models. Absent without a clock. */
  readonly seconds?: { readonly load: number };
}
