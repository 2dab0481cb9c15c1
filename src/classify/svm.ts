import { FoveaError } from '../core/errors.js';
import { choice, integer, number } from '../core/options.js';
import { binarySvm } from './binary-svm.js';
import { trainSquaredHinge } from './smo.js';
import { kernelMatrix, scaleGamma } from './svm-kernel.js';
import { SvmModel } from './svm-model.js';
import type { TrainingSet } from './training-set.js';
import { defineClassifier, type ResolvedOptions } from './vector-classifier.js';

/** The kernel of every pair of training samples is kept: 200 MB for so many. */
const MAX_SAMPLES = 5000;

const svmOptions = {
  kernel: choice({ choices: ['linear', 'rbf', 'poly'], default: 'rbf', describe: 'kernel' }),
  C: number({ default: 10, min: 1e-6, describe: 'how much a sample on the wrong side costs' }),
  gamma: number({
    default: 0,
    min: 0,
    describe: 'coefficient of rbf and poly; 0 takes 1 / (features · variance)',
  }),
  degree: integer({ default: 3, min: 1, max: 10, describe: 'degree of poly' }),
  coef0: number({ default: 0, min: 0, describe: 'constant of poly' }),
  tolerance: number({
    default: 1e-3,
    min: 1e-9,
    describe: 'how far a margin may be off when training stops',
  }),
  maxIterations: integer({
    default: 10_000,
    min: 1,
    describe: 'passes over the samples at most, for each class',
  }),
  solver: choice({
    choices: ['ml-svm', 'smo'],
    default: 'ml-svm',
    describe: 'by ml-svm, or by own code: the same minimum, sooner',
  }),
};

/** Options of a support vector machine; what is left out takes its default. */
export type SvmOptions = Partial<ResolvedOptions<typeof svmOptions>>;

/**
 * A support vector machine (ml-svm), one against the rest.
 *
 * 1. Columns are scaled to mean 0 and deviation 1 (`scaling`), learnt from the training samples.
 * 2. The kernel of every pair of training samples is computed once; all classes share it.
 * 3. For each class a machine with squared hinge loss is trained, that class against all others: by ml-svm (`binarySvm`)
 *    or, with `solver` smo, by LIBSVM's method (`trainKernelMachine`), which draws nothing at random.
 * 4. A sample takes the class whose machine decides highest; ties go to the lower label.
 * 5. `predictProba` is the softmax of the decisions: in the same order, but not calibrated.
 *
 * When `maxIterations` comes first, what was reached is kept, and `diagnostics().converged` is false.
 * Training time grows with the square of the samples at least; the linear kernel on few features takes longest.
 *
 * Differences from scikit-learn's SVC: squared hinge loss (as LinearSVC), one-vs-rest rather than one-vs-one, C 10.
 * @throws LIMIT for more than 5,000 samples.
 */
export const svmClassifier = defineClassifier({
  name: 'svm',
  summary: 'support vector machine (ml-svm), one against the rest, with scaling',
  options: svmOptions,
  grid: { C: [0.1, 1, 10, 100], gamma: [0, 0.001, 0.01, 0.1] },
  scaling: 'standard',
  train: trainSvm,
  restore: SvmModel.restore,
});

/** Trains one machine a class on samples as they are. */
export function trainSvm(
  set: Omit<TrainingSet, 'rows'>,
  options: ResolvedOptions<typeof svmOptions>,
): SvmModel {
  const [samples, features] = set.x.shape as [number, number];
  if (samples > MAX_SAMPLES)
    throw new FoveaError(
      'LIMIT',
      `Expected at most ${MAX_SAMPLES} samples for svm, which keeps a kernel of all pairs, but received ${samples}. ` +
        "Use 'linear-svm' or 'logistic', or fewer training samples.",
    );
  const kernel = {
    kernel: options.kernel,
    gamma: options.gamma || scaleGamma(set.x.data, features),
    degree: options.degree,
    coef0: options.coef0,
  };
  const rows = Float64Array.from(set.x.data);
  const matrix = kernelMatrix({ a: rows, b: rows, length: features }, kernel);
  if (matrix.some((value) => !Number.isFinite(value)))
    throw new FoveaError(
      'BAD_DATA',
      `Expected finite kernel values but ${options.kernel} overflows on these samples. Use scaling 'standard'.`,
    );
  const train = options.solver === 'smo' ? trainSquaredHinge : binarySvm;
  const machines = Array.from({ length: set.classes }, (_, label) =>
    train({ kernel: matrix, signs: Int8Array.from(set.y, (y) => (y === label ? 1 : -1)) }, options),
  );
  return SvmModel.join(machines, set, kernel);
}
