/** What Fovea uses of ml-svm 2, which comes without types. */
declare module 'ml-svm' {
  interface SvmOptions {
    /** Upper bound of the multipliers. */
    C: number;
    /** How far a margin may be off before its multiplier is moved. */
    tol: number;
    /** Passes over all samples without a change that end the training. */
    maxPasses: number;
    /** Passes over all samples at most; when they are used up, `train` throws 'max iterations reached'. */
    maxIterations: number;
    /** Samples with a multiplier above this are support vectors. */
    alphaTol: number;
    /** Divides by a column's range, zero or not: always false here. */
    whitening: false;
    /** Numbers in [0, 1). */
    random: () => number;
    kernel: { compute(a: readonly number[], b: readonly number[]): number };
  }

  class Svm {
    constructor(options: SvmOptions);
    /** Multipliers of the support vectors; of all samples after `train` threw. */
    alphas: number[];
    b: number;
    /** Passes that training took. */
    iterations: number;
    /** @param labels 1 and −1 */
    train(features: readonly (readonly number[])[], labels: readonly number[]): void;
    /** Indices of the samples that `alphas` belong to. */
    supportVectors(): number[];
  }

  export = Svm;
}
