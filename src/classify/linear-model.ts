import { FoveaError } from '../core/errors.js';
import { ndarray } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import type { Diagnostics, Samples } from './classifier.js';
import { dotProducts } from './dot-products.js';

/** What a linear model has learnt: one row of weights and one intercept an output. */
export interface LinearParts {
  /** `[outputs, features]`, flat */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  readonly diagnostics: Diagnostics;
}

/** `weights · x + intercept` for each sample and output: `[n, outputs]`, flat. */
export function linearScores({ weights, intercepts }: LinearParts, x: Samples): Float64Array {
  const outputs = intercepts.length;
  return dotProducts({
    a: x.data,
    b: weights,
    length: weights.length / outputs,
  }).map((score, i) => score + intercepts[i % outputs]!);
}

/** The state of a linear model. */
export function linearState({ weights, intercepts, diagnostics }: LinearParts): State {
  const outputs = intercepts.length;
  return {
    config: { diagnostics },
    tensors: {
      weights: ndarray(weights, [outputs, weights.length / outputs]),
      intercepts: ndarray(intercepts, [outputs]),
    },
  };
}

/** A linear model from its state. @throws BAD_FILE */
export function restoreLinear(state: State, owner: string): LinearParts {
  const of = { owner, type: Float64Array };
  const weights = tensorOf(state, 'weights', of);
  const intercepts = tensorOf(state, 'intercepts', of).data;
  if (weights.shape[0] !== intercepts.length)
    throw new FoveaError('BAD_FILE', `Expected the saved state of ${owner} but its parts do not fit.`);
  return { weights: weights.data, intercepts, diagnostics: state.config.diagnostics as Diagnostics };
}
