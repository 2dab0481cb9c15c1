import type { ErrorCode } from '../core/errors.js';
import type { OptionValues } from '../features/extractor.js';
import type { Calibration } from './calibration.js';
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
  /** Vocabulary, encoding of the training images, grid, classifier: the mean over rounds. */
  readonly train: number;
  /** Encoding and classification of the test images: the mean over rounds. */
  readonly predict: number;
  /** From decoded pixels to a label: extraction, encoding and classification of one image, on average. */
  readonly perImage: number;
}

/** The same model in several rounds. */
export interface Repeats {
  /** One a round; rounds of one k-fold share theirs. */
  readonly seeds: readonly number[];
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** Sample standard deviation (n − 1) of the accuracies. */
  readonly deviation: number;
}

/** A lower and an upper end. */
export type Bounds = readonly [lower: number, upper: number];

/** A receiver operating characteristic as points to draw, from (0, 0) to (1, 1), both lists ascending. */
export interface RocPoints {
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
}

/** How well a class was told apart over all rounds. */
export interface ClassResult extends ClassScore {
  readonly className: string;
  /** Area under `roc`: the mean of the rounds' areas. Absent, as `roc` is, where no round tested the class against others. */
  readonly auc?: number;
  /** The class against the rest: the mean of the rounds' curves at each false positive rate, thinned. */
  readonly roc?: RocPoints;
}

/** A set of options that was tried on the training images alone. */
export interface Candidate {
  /** The options that the grid varies. */
  readonly options: OptionValues;
  /** Mean accuracy over the inner folds. */
  readonly accuracy: number;
}

/** What a search over a grid of options found in one round. */
export interface Tuning {
  /** Of `candidates`, the first of the best. */
  readonly chosen: OptionValues;
  /** Folds that the training images were parted into. */
  readonly folds: number;
  /** In the order of the grid. */
  readonly candidates: readonly Candidate[];
}

/** What a model made of one round's test images. */
export interface RoundResult {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Labels, indices into `dataset.classNames`, in the order of the round's `testImages`. */
  readonly predicted: readonly number[];
  /** Only where options were searched for. */
  readonly tuning?: Tuning;
  /** False where the classifier's optimiser ran out of iterations; absent where there is none. */
  readonly converged?: boolean;
}

/** A point of a learning curve. */
export interface CurvePoint {
  /** Training images of each class. */
  readonly trainPerClass: number;
  /** Mean over the rounds. */
  readonly accuracy: number;
  /** Sample standard deviation (n − 1) over the rounds; 0 of one round. */
  readonly deviation: number;
  /** One a round. */
  readonly accuracies: readonly number[];
}

/** What one model made of the test images of all rounds. */
export interface ModelResult {
  /** Its name, such as `hog+svm`, or the label that it was given: different for each result. */
  readonly model: string;
  /** Share of right predictions: the mean over the rounds. */
  readonly accuracy: number;
  /**
   * 95%: percentile bootstrap over the test images, each drawn with all its predictions; Wilson's where that shrinks
   * to a point. It covers the chance of drawing these test images.
   */
  readonly accuracyInterval: Bounds;
  /** From `confusion`. */
  readonly macroF1: number;
  /** Mean of the classes' areas under the ROC; absent where there is none. */
  readonly macroAuc?: number;
  /** Rows the truth, columns the prediction, in the order of `dataset.classNames`; the sum over the rounds. */
  readonly confusion: readonly (readonly number[])[];
  /** Of the probabilities of what was predicted, over all rounds. */
  readonly calibration?: Calibration;
  /** From `confusion`, in the order of `dataset.classNames`. */
  readonly perClass: readonly ClassResult[];
  /** In the order of `protocol.rounds`. */
  readonly rounds: readonly RoundResult[];
  /** Only of several rounds. */
  readonly repeats?: Repeats;
  /** Only where it was asked for; fewest training images first. */
  readonly learningCurve?: readonly CurvePoint[];
  /** Absent without a clock. */
  readonly seconds?: ModelSeconds;
  /** Of the saved model of the first round. */
  readonly modelBytes: number;
  /** What the classifier sees of one image, in the first round. */
  readonly vectorLength: number;
  /** Of that vector, as 32-bit floats. */
  readonly bytesPerImage: number;
  /** The surest mistakes first, each image once: at most 100. */
  readonly errors: readonly ConfusedImage[];
  /** Mistakes of all rounds together. */
  readonly mistakes: number;
  /** Every option of every part, as resolved in the first round. */
  readonly parts: readonly { readonly name: string; readonly options: OptionValues }[];
  /** False where the classifier's optimiser ran out of iterations in any round; absent where there is none. */
  readonly converged?: boolean;
}

/** Two models against each other. */
export interface ModelPair {
  /** The one of higher accuracy first; of equals, the one asked for first. */
  readonly models: readonly [better: string, worse: string];
  /** Mean accuracy of the first less that of the second: the size of the effect. */
  readonly difference: number;
  /** Predictions, over all rounds, that only the first got right, and only the second. */
  readonly onlyRight: readonly [first: number, second: number];
  /** `mcnemar`: exact, of a single round. `corrected-resampled-t`: of several, after Nadeau and Bengio. */
  readonly test: 'mcnemar' | 'corrected-resampled-t';
  /** Two-sided, of this pair alone. */
  readonly pValue: number;
  /** After Holm, over all pairs of the comparison. */
  readonly adjustedPValue: number;
}

/** An image that could not be used, by any model. */
export interface SkippedImage {
  readonly index: number;
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** A model that could not be trained, and why. */
export interface FailedModel {
  /** Its name, or the label that it was given. */
  readonly model: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** How the images were parted; `rule` says by what. */
export interface SplitReport {
  readonly rule: string;
  /** Images that were used in the first round, after leaving out bad ones. */
  readonly train: number;
  readonly test: number;
}

/** One training and testing of every model. */
export interface Round {
  /** Of the split, and of everything random in the models. */
  readonly seed: number;
  /** Which fold is tested, from 1. Absent where there are none. */
  readonly fold?: number;
  /** Images trained on, after leaving out bad ones. */
  readonly train: number;
  /** Images tested on. */
  readonly test: number;
  /** Which those are: indices into the data set, ascending. */
  readonly testImages: readonly number[];
  /** Their labels, indices into `dataset.classNames`. */
  readonly truth: readonly number[];
}

/** What all models went through, alike. */
export interface Protocol {
  /** `given split`: the data set's own. `hold-out`: drawn. `k-fold`: every image is tested once a repeat. */
  readonly kind: 'given split' | 'hold-out' | 'k-fold';
  /** In words. */
  readonly rule: string;
  readonly rounds: readonly Round[];
}

/** Two images that are nearly the same. */
export interface LeakPair {
  readonly paths: readonly [string, string];
  /** Indices into the data set. */
  readonly images: readonly [number, number];
  /** Class names. */
  readonly classes: readonly [string, string];
  readonly kind: 'same pixels' | 'near' | 'mirrored' | 'cropped';
  /** 0: the same pixels. */
  readonly distance: number;
  /** Rounds that would train on the one and test on the other. */
  readonly rounds: number;
}

/** What the leak guard found: test images that are nearly the same as a training image make figures too good. */
export interface LeakReport {
  /**
   * `ignore`: nobody looked. `warn`: they were left as they are. `refuse`: there are none, or there would be no
   * comparison. `drop`: training images that are nearly the same as a test image were left out.
   */
  readonly mode: 'ignore' | 'warn' | 'refuse' | 'drop';
  /** Pairs on two sides in at least one round; the nearest first. */
  readonly pairs: readonly LeakPair[];
  /** Training images left out over all rounds; 0 unless the mode is `drop`. */
  readonly dropped: number;
}

/**
 * Several models side by side, on the same rounds over one data set. Plain data: `JSON.stringify` gives the form of
 * `fovea compare --json`. Everything but the keys named `seconds` is the same on every run.
 */
export interface Comparison {
  /** The version that made it. */
  readonly fovea: string;
  readonly dataset: {
    readonly name: string;
    readonly images: number;
    readonly classNames: readonly string[];
    /** SHA-256 over class names, and label and encoded bytes of every image that was used; folders and names do not count. */
    readonly fingerprint: string;
  };
  readonly protocol: Protocol;
  /** The protocol in brief. */
  readonly split: SplitReport;
  readonly leaks: LeakReport;
  readonly seed: number;
  /** What images became for features that need a common size. */
  readonly size: { readonly width: number; readonly height: number };
  /** As given; `parts` of each result has all of them. */
  readonly options: OptionValues;
  /** In the order they were asked for. */
  readonly results: readonly ModelResult[];
  /** Every model against every other, smallest adjusted p-value first. */
  readonly pairs: readonly ModelPair[];
  readonly skipped: readonly SkippedImage[];
  readonly failed: readonly FailedModel[];
  /** Decoding, once for all models. Absent without a clock. */
  readonly seconds?: { readonly load: number };
}
