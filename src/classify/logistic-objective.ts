import { dotProducts } from './dot-products.js';
import type { Objective } from './lbfgs.js';
import { weightedRows } from './weighted-rows.js';

interface LogisticProblem {
  /** `[n, features]`, flat */
  readonly x: Float32Array | Float64Array;
  readonly y: Int32Array;
  readonly features: number;
  readonly classes: number;
  /** Weight of `½‖weights‖²`. */
  readonly penalty: number;
}

/**
 * The loss of multinomial logistic regression: `Σ −log p(yᵢ | xᵢ) + penalty · ½‖weights‖²` and its gradient.
 * Parameters are the weights, `[classes, features]` flat, and then one intercept a class, which is not penalised.
 */
export function logisticObjective({ x, y, features, classes, penalty }: LogisticProblem): Objective {
  const intercepts = classes * features;
  return (parameters, gradient) => {
    const weights = parameters.subarray(0, intercepts);
    const residuals = dotProducts({ a: x, b: weights, length: features });
    let value = 0;
    for (let i = 0; i < y.length; i++)
      value += replaceByResiduals(residuals, parameters, { row: i, label: y[i]!, classes });
    let squares = 0;
    for (let j = 0; j < intercepts; j++) {
      squares += weights[j]! * weights[j]!;
      gradient[j] = penalty * weights[j]!;
    }
    gradient.fill(0, intercepts);
    for (let at = 0; at < residuals.length; at++) gradient[intercepts + (at % classes)]! += residuals[at]!;
    const pull = weightedRows({ x, factors: residuals, width: features, outputs: classes });
    for (let j = 0; j < intercepts; j++) gradient[j]! += pull[j]!;
    return value + (penalty / 2) * squares;
  };
}

/** Turns one row of dot products into `p − (1 for the true class)`; returns the sample's loss. */
function replaceByResiduals(
  scores: Float64Array,
  parameters: Float64Array,
  at: { row: number; label: number; classes: number },
): number {
  const { classes, label } = at;
  const start = at.row * classes;
  const intercepts = parameters.length - classes;
  let largest = -Infinity;
  for (let k = 0; k < classes; k++)
    largest = Math.max(largest, (scores[start + k]! += parameters[intercepts + k]!));
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(scores[start + k]! - largest);
  const logSum = largest + Math.log(sum);
  const loss = logSum - scores[start + label]!;
  for (let k = 0; k < classes; k++)
    scores[start + k] = Math.exp(scores[start + k]! - logSum) - (k === label ? 1 : 0);
  return loss;
}
