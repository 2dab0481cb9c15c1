import MlSvm from 'ml-svm';
import { Random } from '../core/random.js';
import type { KernelMachine, KernelProblem } from './smo.js';

/** Passes without a change that ml-svm is to see before it stops. */
const QUIET_PASSES = 5;

interface BinaryOptions {
  readonly C: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly seed: number;
}

/**
 * A support vector machine with squared hinge loss (L2-SVM) by ml-svm's sequential minimal optimisation: minimises
 * `½‖w‖² + C Σ max(0, 1 − signᵢ · decision(xᵢ))²`.
 *
 * ml-svm's own problem is the plain hinge loss, but its box for a pair of unequal signs lacks a minus sign, so that
 * multipliers exceed C and can end as NaN. Squared hinge loss needs no box: its dual is the same problem with
 * C = ∞ and 1/(2C) added to the kernel's diagonal, which ml-svm solves exactly. Two things more are done for it:
 * - the kernel is divided by its mean diagonal (multipliers grow as much, decisions stay), because ml-svm ignores
 *   changes of a multiplier below 0.001: with 8,000 HOG features unscaled multipliers are smaller than that;
 * - when it throws for want of iterations, the multipliers reached are kept and `converged` is false.
 *
 * Source: Cortes & Vapnik, "Support-vector networks", 1995, doi:10.1007/BF00994018 (squared slack: section 3, σ = 2);
 * Platt, "Sequential minimal optimization", 1998.
 */
export function binarySvm({ kernel, signs }: KernelProblem, options: BinaryOptions): KernelMachine {
  const n = signs.length;
  const ridge = 1 / (2 * options.C);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += kernel[i * n + i]! + ridge;
  const unit = trace / n;
  const random = new Random(options.seed);
  const machine = new MlSvm({
    C: Infinity,
    tol: options.tolerance,
    maxPasses: QUIET_PASSES,
    maxIterations: options.maxIterations,
    alphaTol: 0,
    whitening: false,
    random: () => random.uniform(),
    kernel: {
      compute: (a, b) => (kernel[a[0]! * n + b[0]!]! + (a[0] === b[0] ? ridge : 0)) / unit,
    },
  });
  const converged = trainToEnd(machine, signs);
  const coefficients = new Float64Array(n);
  const samples = converged ? machine.supportVectors() : signs.keys();
  for (const [at, i] of [...samples].entries()) coefficients[i] = (machine.alphas[at]! * signs[i]!) / unit;
  const iterations = converged ? machine.iterations : options.maxIterations;
  return { coefficients, intercept: machine.b, iterations, converged };
}

/** Trains on samples that are only their own number, which the kernel looks up. False when iterations ran out. */
function trainToEnd(machine: MlSvm, signs: Int8Array): boolean {
  try {
    machine.train(
      Array.from(signs, (_, i) => [i]),
      Array.from(signs),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.message === 'max iterations reached') return false;
    throw error;
  }
}
