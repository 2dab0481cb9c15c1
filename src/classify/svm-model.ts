import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray, row } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';
import type { Diagnostics, Samples } from './classifier.js';
import type { LearntModel } from './learnt-model.js';
import { argmaxRows, softmaxRows } from './rows.js';
import type { KernelMachine } from './smo.js';
import { kernelMatrix, type SvmKernel } from './svm-kernel.js';
import type { TrainingSet } from './training-set.js';

interface SvmParts {
  /** Support vectors of all classes together, `[vectors, features]`; with the linear kernel, a weight vector a class. */
  readonly vectors: NdArray<Float64Array>;
  /** `[classes, vectors]` */
  readonly coefficients: NdArray<Float64Array>;
  readonly intercepts: Float64Array;
  readonly kernel: SvmKernel;
  readonly diagnostics: Diagnostics;
}

/** A trained one-vs-rest support vector machine. */
export class SvmModel implements LearntModel {
  readonly #parts: SvmParts;

  private constructor(parts: SvmParts) {
    this.#parts = parts;
  }

  /** Joins one machine a class over the same samples; samples that support none are left out. */
  static join(
    machines: readonly KernelMachine[],
    { x }: Pick<TrainingSet, 'x'>,
    kernel: SvmKernel,
  ): SvmModel {
    const used = Array.from({ length: x.shape[0]! }, (_, i) => i).filter((i) =>
      machines.some(({ coefficients }) => coefficients[i] !== 0),
    );
    const features = x.shape[1]!;
    const vectors = new Float64Array(used.length * features);
    used.forEach((i, at) => {
      vectors.set(row(x, i), at * features);
    });
    const coefficients = Float64Array.from(
      machines.flatMap((machine) => used.map((i) => machine.coefficients[i]!)),
    );
    const parts = {
      vectors: ndarray(vectors, [used.length, features]),
      coefficients: ndarray(coefficients, [machines.length, used.length]),
      intercepts: Float64Array.from(machines, ({ intercept }) => intercept),
      kernel,
      diagnostics: {
        converged: machines.every(({ converged }) => converged),
        iterations: machines.map(({ iterations }) => iterations),
        supportVectors: used.length,
      },
    };
    return new SvmModel(kernel.kernel === 'linear' ? collapse(parts) : parts);
  }

  get diagnostics(): Diagnostics {
    return this.#parts.diagnostics;
  }

  /** `[n, classes]`, flat: above 0 where a class's machine takes the sample for its own. */
  decisions(x: Samples): Float64Array {
    const { vectors, coefficients, intercepts, kernel } = this.#parts;
    const [classes, count] = coefficients.shape as [number, number];
    const [, length] = vectors.shape as [number, number];
    const matrix = kernelMatrix({ a: Float64Array.from(x.data), b: vectors.data, length }, kernel);
    const decisions = new Float64Array(x.shape[0]! * classes);
    for (let i = 0; i < x.shape[0]!; i++) {
      for (let k = 0; k < classes; k++) {
        let sum = intercepts[k]!;
        for (let v = 0; v < count; v++) sum += coefficients.data[k * count + v]! * matrix[i * count + v]!;
        decisions[i * classes + k] = sum;
      }
    }
    return decisions;
  }

  predict(x: Samples): Int32Array {
    return argmaxRows(this.decisions(x), this.#parts.intercepts.length);
  }

  predictProba(x: Samples): Float64Array {
    return softmaxRows(this.decisions(x), this.#parts.intercepts.length);
  }

  state(): State {
    const { vectors, coefficients, intercepts, kernel, diagnostics } = this.#parts;
    return {
      config: { kernel: { ...kernel }, diagnostics },
      tensors: {
        // Support vectors are float32 samples; only the linear kernel's weights need more.
        vectors:
          kernel.kernel === 'linear' ? vectors : ndarray(Float32Array.from(vectors.data), vectors.shape),
        coefficients,
        intercepts: ndarray(intercepts, [intercepts.length]),
      },
    };
  }

  /** @throws BAD_FILE when the state is not a support vector machine's. */
  static restore(state: State): SvmModel {
    const owner = 'svm';
    const kernel = state.config.kernel as unknown as SvmKernel;
    const vectors =
      kernel?.kernel === 'linear'
        ? tensorOf(state, 'vectors', { owner, type: Float64Array })
        : tensorOf(state, 'vectors', { owner, type: Float32Array });
    const coefficients = tensorOf(state, 'coefficients', { owner, type: Float64Array });
    const intercepts = tensorOf(state, 'intercepts', { owner, type: Float64Array }).data;
    if (coefficients.shape[0] !== intercepts.length || coefficients.shape[1] !== vectors.shape[0])
      throw new FoveaError('BAD_FILE', 'Expected the saved state of an svm but its parts do not fit.');
    return new SvmModel({
      vectors: ndarray(Float64Array.from(vectors.data), vectors.shape),
      coefficients,
      intercepts,
      kernel,
      diagnostics: state.config.diagnostics as Diagnostics,
    });
  }
}

/** With the linear kernel the sum over support vectors is one weight vector a class, so those are all that is kept. */
function collapse(parts: SvmParts): SvmParts {
  const { vectors, coefficients } = parts;
  const [classes, count] = coefficients.shape as [number, number];
  const features = vectors.shape[1]!;
  const weights = new Float64Array(classes * features);
  for (let k = 0; k < classes; k++) {
    for (let v = 0; v < count; v++) {
      const coefficient = coefficients.data[k * count + v]!;
      for (let j = 0; j < features; j++)
        weights[k * features + j]! += coefficient * vectors.data[v * features + j]!;
    }
  }
  const identity = new Float64Array(classes * classes);
  for (let k = 0; k < classes; k++) identity[k * classes + k] = 1;
  return {
    ...parts,
    vectors: ndarray(weights, [classes, features]),
    coefficients: ndarray(identity, [classes, classes]),
  };
}
