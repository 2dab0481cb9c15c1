import type { NdArray } from '../core/ndarray.js';

/** How well one class was told apart. */
export interface ClassScore {
  /** Of what was called this class, the share that was. 0 where nothing was called so. */
  readonly precision: number;
  /** Of this class, the share that was found. 0 where the class has no sample. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. 0 where both are. */
  readonly f1: number;
  /** Samples of this class in the truth. */
  readonly support: number;
}

/**
 * Share of correct predictions: the trace of a confusion matrix over its sum.
 * NaN for an empty matrix, as there is nothing to share out.
 */
export function accuracy(confusion: NdArray<Int32Array>): number {
  return correctOf(confusion) / totalOf(confusion);
}

/** Predictions on the diagonal of a confusion matrix. */
export function correctOf({ data, shape }: NdArray<Int32Array>): number {
  const classes = shape[0]!;
  let correct = 0;
  for (let c = 0; c < classes; c++) correct += data[c * classes + c]!;
  return correct;
}

/** All predictions in a confusion matrix. */
export function totalOf({ data }: NdArray<Int32Array>): number {
  return data.reduce((sum, count) => sum + count, 0);
}

/**
 * Precision, recall, F1 and support of each class, in label order, as scikit-learn's
 * `precision_recall_fscore_support(labels=range(classes), zero_division=0)`.
 */
export function classScores({ data, shape }: NdArray<Int32Array>): ClassScore[] {
  const classes = shape[0]!;
  return Array.from({ length: classes }, (_, c) => {
    let support = 0;
    let called = 0;
    for (let k = 0; k < classes; k++) {
      support += data[c * classes + k]!;
      called += data[k * classes + c]!;
    }
    const hits = data[c * classes + c]!;
    return {
      precision: ratio(hits, called),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, support + called),
      support,
    };
  });
}

/**
 * Mean F1 over the classes that occur in the truth or among the predictions, each counting the same however
 * many samples it has; as scikit-learn's `f1_score(average='macro', zero_division=0)`. 0 where none occurs.
 */
export function macroF1(confusion: NdArray<Int32Array>): number {
  const occurring = classScores(confusion).filter(
    ({ support }, label) => support > 0 || wasPredicted(confusion, label),
  );
  return ratio(
    occurring.reduce((sum, { f1 }) => sum + f1, 0),
    occurring.length,
  );
}

function wasPredicted({ data, shape }: NdArray<Int32Array>, label: number): boolean {
  const classes = shape[0]!;
  for (let k = 0; k < classes; k++) if (data[k * classes + label]! > 0) return true;
  return false;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
