import { FoveaError } from '../core/errors.js';
import { additiveSvmClassifiers } from './additive-svm.js';
import type { ClassifierDefinition } from './classifier.js';
import { knnClassifier } from './knn.js';
import { linearSvmClassifier } from './linear-svm.js';
import { logisticClassifier } from './logistic.js';
import { nearestCentroidClassifier } from './nearest-centroid.js';
import { svmClassifier } from './svm.js';

export { type AdditiveSvmOptions, additiveSvmClassifiers } from './additive-svm.js';
export type { Classifier, ClassifierDefinition, Diagnostics, ParameterGrid, Samples } from './classifier.js';
export { type KnnOptions, knnClassifier } from './knn.js';
export { type LinearSvmOptions, linearSvmClassifier } from './linear-svm.js';
export { type LogisticOptions, logisticClassifier } from './logistic.js';
export { MinMaxScaler } from './min-max-scaler.js';
export { type NearestCentroidOptions, nearestCentroidClassifier } from './nearest-centroid.js';
export { RowScaler } from './row-scaler.js';
export { StandardScaler } from './standard-scaler.js';
export { type SvmOptions, svmClassifier } from './svm.js';

/** Every classifier. One more costs a line here. */
export const classifiers: readonly ClassifierDefinition[] = [
  svmClassifier,
  linearSvmClassifier,
  ...additiveSvmClassifiers,
  knnClassifier,
  nearestCentroidClassifier,
  logisticClassifier,
];

/** The classifier of a name or alias. @throws NOT_FOUND, listing what there is. */
export function findClassifier(name: string): ClassifierDefinition {
  const found = classifiers.find((each) => each.name === name || each.aliases?.includes(name));
  if (found) return found;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a classifier (${classifiers.map((each) => each.name).join(', ')}) but received '${name}'.`,
  );
}
