import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray, takeRows } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import { type AdditiveKernelName, additiveDistances, additiveKernel } from './additive-kernel.js';
import type { Diagnostics, Samples } from './classifier.js';
import { dotProducts } from './dot-products.js';
import type { LearntModel } from './learnt-model.js';
import { argmaxRows, softmaxRows } from './rows.js';
import { requireHistograms } from './samples.js';
import type { KernelMachine } from './smo.js';

interface AdditiveParts {
  readonly kernel: AdditiveKernelName;
  /** Of exp(−γ distance²); 0 for the kernel itself. */
  readonly gamma: number;
  /** Support vectors of all classes together, `[vectors, features]`. */
  readonly vectors: NdArray<Float32Array>;
  /** `[classes, vectors]` */
  readonly coefficients: NdArray<Float64Array>;
  readonly intercepts: Float64Array;
  readonly diagnostics: Diagnostics;
}

/** The kernel, in either form, of each row of `a` with each row of `b`: `[rows of a, rows of b]`, flat. */
export function additiveMatrix(
  rows: { readonly a: Float32Array; readonly b: Float32Array; readonly width: number },
  { kernel, gamma }: { kernel: AdditiveKernelName; gamma: number },
): Float64Array {
  return gamma === 0
    ? Float64Array.from(additiveKernel(kernel, rows))
    : additiveDistances(kernel, rows).map((distance) => Math.exp(-gamma * distance));
}

/** Joins one machine a class over the same samples; samples that support none are left out. */
export function joinMachines(
  machines: readonly KernelMachine[],
  x: Samples,
  of: { kernel: AdditiveKernelName; gamma: number },
): LearntModel {
  const used = Array.from({ length: x.shape[0]! }, (_, i) => i).filter((i) =>
    machines.some(({ coefficients }) => coefficients[i] !== 0),
  );
  const coefficients = machines.flatMap((machine) => used.map((i) => machine.coefficients[i]!));
  return additiveModel({
    ...of,
    vectors: takeRows(x, used),
    coefficients: ndarray(Float64Array.from(coefficients), [machines.length, used.length]),
    intercepts: Float64Array.from(machines, ({ intercept }) => intercept),
    diagnostics: {
      converged: machines.every(({ converged }) => converged),
      iterations: machines.map(({ iterations }) => iterations),
      supportVectors: used.length,
      gamma: of.gamma,
    },
  });
}

function additiveModel(parts: AdditiveParts): LearntModel {
  const { kernel, gamma, vectors, coefficients, intercepts, diagnostics } = parts;
  const classes = intercepts.length;
  const decisions = (x: Samples) => {
    requireHistograms(x, `${kernel}-svm`);
    const count = vectors.shape[0]!;
    const matrix = additiveMatrix({ a: x.data, b: vectors.data, width: vectors.shape[1]! }, parts);
    return dotProducts({ a: matrix, b: coefficients.data, length: count }).map(
      (sum, i) => sum + intercepts[i % classes]!,
    );
  };
  return {
    diagnostics,
    decisions,
    predict: (x) => argmaxRows(decisions(x), classes),
    predictProba: (x) => softmaxRows(decisions(x), classes),
    state: () => ({
      config: { gamma, diagnostics },
      tensors: { vectors, coefficients, intercepts: ndarray(intercepts, [classes]) },
    }),
  };
}

/** A trained machine from its state. @throws BAD_FILE */
export function restoreAdditiveModel(state: State, kernel: AdditiveKernelName): LearntModel {
  const owner = `${kernel}-svm`;
  const vectors = tensorOf(state, 'vectors', { owner, type: Float32Array });
  const coefficients = tensorOf(state, 'coefficients', { owner, type: Float64Array });
  const intercepts = tensorOf(state, 'intercepts', { owner, type: Float64Array }).data;
  const { gamma } = state.config;
  const fits = coefficients.shape[0] === intercepts.length && coefficients.shape[1] === vectors.shape[0];
  if (typeof gamma !== 'number' || !fits)
    throw new FoveaError('BAD_FILE', `Expected the saved state of ${owner} but its parts do not fit.`);
  const diagnostics = state.config.diagnostics as Diagnostics;
  return additiveModel({ kernel, gamma, vectors, coefficients, intercepts, diagnostics });
}
