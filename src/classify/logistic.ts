import { integer, number } from '../core/options.js';
import { minimiseLbfgs } from './lbfgs.js';
import type { LearntModel } from './learnt-model.js';
import { type LinearParts, linearScores, linearState, restoreLinear } from './linear-model.js';
import { logisticObjective } from './logistic-objective.js';
import { rowSpace } from './row-space.js';
import { argmaxRows, softmaxRows } from './rows.js';
import type { TrainingSet } from './training-set.js';
import { defineClassifier, type ResolvedOptions } from './vector-classifier.js';

const logisticOptions = {
  C: number({ default: 1, min: 1e-9, describe: 'inverse strength of the L2 penalty' }),
  tolerance: number({
    default: 1e-4,
    min: 0,
    describe: "The gradient's largest component when training stops",
  }),
  maxIterations: integer({ default: 1000, min: 1, describe: 'iterations at most' }),
};

/** Options of logistic regression; what is left out takes its default. */
export type LogisticOptions = Partial<ResolvedOptions<typeof logisticOptions>>;

/**
 * Multinomial logistic regression with an L2 penalty.
 *
 * 1. Columns are scaled to mean 0 and deviation 1 (`scaling`), learnt from the training samples.
 * 2. `Σ −log p(yᵢ | xᵢ) + ‖weights‖² / 2C` is minimised by L-BFGS from zero; intercepts are not penalised. With two
 *    classes the penalty counts twice, which makes it the ordinary logistic regression of one weight vector.
 *    With more features than samples this is done in the space that the samples span (`rowSpace`): the same model, sooner.
 * 3. `p = softmax(weights · x + intercepts)`; a sample takes the likeliest class, ties the lower label.
 *
 * When `maxIterations` comes first, what was reached is kept, and `diagnostics().converged` is false.
 *
 * Differences from scikit-learn's LogisticRegression: scaling is included; 1,000 iterations at most, not 100.
 */
export const logisticClassifier = defineClassifier({
  name: 'logistic',
  summary: 'multinomial logistic regression with an L2 penalty, with scaling',
  options: logisticOptions,
  grid: { C: [0.01, 0.1, 1, 10] },
  scaling: 'standard',
  train: trainLogistic,
  restore: (state) => logisticModel(restoreLinear(state, 'logistic')),
});

/** What logistic regression has learnt. */
export interface LogisticModel extends LearntModel, LinearParts {}

/** Up to so many samples the coordinates in their own space cost less than they save. */
const MAX_ROW_SPACE = 2000;

/** Trains on samples as they are. */
export function trainLogistic(
  set: Omit<TrainingSet, 'rows'>,
  options: ResolvedOptions<typeof logisticOptions>,
): LogisticModel {
  const { y, classes } = set;
  const [samples, features] = set.x.shape as [number, number];
  const x = Float64Array.from(set.x.data);
  const reduced = features > samples && samples <= MAX_ROW_SPACE ? rowSpace(x, features) : undefined;
  // Of samples that are all zero there is no space.
  const space = reduced?.rank ? reduced : undefined;
  const width = space?.rank ?? features;
  const penalty = (classes === 2 ? 2 : 1) / options.C;
  const objective = logisticObjective({
    x: space?.coordinates ?? x,
    y,
    features: width,
    classes,
    penalty,
  });
  const minimum = minimiseLbfgs(objective, new Float64Array(classes * (width + 1)), options);
  const weights = minimum.x.slice(0, classes * width);
  return logisticModel({
    weights: space?.lift(weights) ?? weights,
    intercepts: minimum.x.slice(classes * width),
    diagnostics: { converged: minimum.converged, iterations: minimum.iterations },
  });
}

function logisticModel(parts: LinearParts): LogisticModel {
  const classes = parts.intercepts.length;
  return {
    ...parts,
    predict: (x) => argmaxRows(linearScores(parts, x), classes),
    predictProba: (x) => softmaxRows(linearScores(parts, x), classes),
    state: () => linearState(parts),
  };
}
