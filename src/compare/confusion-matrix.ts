import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray } from '../core/ndarray.js';

/**
 * How often each class was taken for which: `[classes, classes]`, rows the truth, columns the prediction.
 * As scikit-learn's `confusion_matrix(truth, predicted, labels=range(classes))`.
 * @throws BAD_SHAPE when the lists differ in length; BAD_DATA for a label outside `[0, classes)`.
 */
export function confusionMatrix(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): NdArray<Int32Array> {
  if (truth.length !== predicted.length)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected one prediction for each of ${truth.length} labels but received ${predicted.length}.`,
    );
  const counts = new Int32Array(classes * classes);
  for (let i = 0; i < truth.length; i++) {
    const row = checkedLabel(truth[i]!, classes);
    const column = checkedLabel(predicted[i]!, classes);
    counts[row * classes + column]!++;
  }
  return ndarray(counts, [classes, classes]);
}

function checkedLabel(label: number, classes: number): number {
  if (Number.isInteger(label) && label >= 0 && label < classes) return label;
  throw new FoveaError(
    'BAD_DATA',
    `Expected labels from 0 to ${classes - 1} but received ${label}. Name every class of the data.`,
  );
}
