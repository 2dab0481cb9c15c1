import { choice, integer, number } from '../core/options.js';
import { minimiseLbfgs } from './lbfgs.js';
import type { LearntModel } from './learnt-model.js';
import { type LinearParts, linearScores, linearState, restoreLinear } from './linear-model.js';
import { logisticObjective } from './logistic-objective.js';
import { minimiseOwlqn } from './owlqn.js';
import { rowSpace } from './row-space.js';
import { argmaxRows, softmaxRows } from './rows.js';
import type { TrainingSet } from './training-set.js';
import { defineClassifier, type ResolvedOptions } from './vector-classifier.js';

const logisticOptions = {
  C: number({ default: 1, min: 1e-9, describe: 'inverse strength of the penalty' }),
  penalty: choice({
    choices: ['l2', 'l1'],
    default: 'l2',
    describe: 'on squares of weights, or on absolute values, which leaves few',
  }),
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
 * Multinomial logistic regression with an L2 or L1 penalty.
 *
 * 1. Columns are scaled to mean 0 and deviation 1 (`scaling`), learnt from the training samples.
 * 2. `Σ −log p(yᵢ | xᵢ) + ‖weights‖² / 2C` is minimised by L-BFGS from zero; intercepts are not penalised. With two
 *    classes the penalty counts twice, which makes it the ordinary logistic regression of one weight vector.
 *    With more features than samples this is done in the space that the samples span (`rowSpace`): the same model, sooner.
 *    With `penalty` l1 it is `Σ −log p(yᵢ | xᵢ) + Σ |weights| / C`, by OWL-QN.
 * 3. `p = softmax(weights · x + intercepts)`; a sample takes the likeliest class, ties the lower label.
 *
 * When `maxIterations` comes first, what was reached is kept, and `diagnostics().converged` is false.
 *
 * Differences from scikit-learn's LogisticRegression: scaling is included; 1,000 iterations at most, not 100.
 */
export const logisticClassifier = defineClassifier({
  name: 'logistic',
  summary: 'multinomial logistic regression with an L2 or L1 penalty, with scaling',
  options: logisticOptions,
  grid: { C: [0.01, 0.1, 1, 10], penalty: ['l2', 'l1'] },
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
  const { x, y, classes } = set;
  const [samples, features] = x.shape as [number, number];
  const fitsRows = options.penalty === 'l2' && features > samples && samples <= MAX_ROW_SPACE;
  const reduced = fitsRows ? rowSpace(Float64Array.from(x.data), features) : undefined;
  // Of samples that are all zero there is no space.
  const space = reduced?.rank ? reduced : undefined;
  const width = space?.rank ?? features;
  const problem = { x: space?.coordinates ?? x.data, y, features: width, classes };
  const start = new Float64Array(classes * (width + 1));
  const minimum =
    options.penalty === 'l1'
      ? minimiseOwlqn(logisticObjective({ ...problem, penalty: 0 }), start, {
          ...options,
          strength: 1 / options.C,
          count: classes * width,
        })
      : minimiseLbfgs(
          logisticObjective({ ...problem, penalty: (classes === 2 ? 2 : 1) / options.C }),
          start,
          options,
        );
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
