import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import { type NdArray, ndarray } from '../core/ndarray.js';
import { type State, tensorOf } from '../core/state.js';

/** What a mixture is made of. */
export interface GaussianMixtureParts {
  /** `[gaussians]`, each above 0, sum 1. */
  readonly weights: Float64Array;
  /** `[gaussians, length]` */
  readonly means: NdArray<Float64Array>;
  /** `[gaussians, length]`, each above 0: the diagonals of the covariance matrices. */
  readonly variances: NdArray<Float64Array>;
}

/**
 * A mixture of Gaussians with diagonal covariances: a soft vocabulary, which knows how far each word reaches. It never
 * changes. Made by `trainGaussianMixture`, or from given parts.
 */
export class GaussianMixture {
  readonly weights: Float64Array;
  readonly means: NdArray<Float64Array>;
  readonly variances: NdArray<Float64Array>;

  /** @throws BAD_SHAPE for parts that do not fit each other; BAD_DATA for a weight or variance that is not above 0. */
  constructor({ weights, means, variances }: GaussianMixtureParts) {
    const [gaussians, length] = means.shape as [number, number];
    this.weights = ndarray(weights, [gaussians]).data;
    this.means = ndarray(means.data, [gaussians, length]);
    this.variances = ndarray(variances.data, [gaussians, length]);
    for (const [what, values] of Object.entries({ weight: weights, variance: variances.data })) {
      const bad = values.findIndex((value) => !(value > 0 && value < Infinity));
      if (bad >= 0)
        throw new FoveaError(
          'BAD_DATA',
          `Expected every ${what} of a mixture of Gaussians to be above 0 but number ${bad} is ${values[bad]}.`,
        );
    }
  }

  /** How many Gaussians are mixed. */
  get gaussians(): number {
    return this.means.shape[0]!;
  }

  /** The length of a descriptor. */
  get length(): number {
    return this.means.shape[1]!;
  }

  /** Names these numbers: SHA-256 of their shape and bytes. */
  get fingerprint(): string {
    return fingerprint([this.means.shape.join('x'), this.weights, this.means.data, this.variances.data]);
  }

  /** What `restore` needs. */
  state(): State {
    const { weights, means, variances } = this;
    return { config: {}, tensors: { weights: ndarray(weights, [this.gaussians]), means, variances } };
  }

  /** @throws BAD_FILE when the state is not a mixture's. */
  static restore(state: State): GaussianMixture {
    const expected = { owner: 'mixture of Gaussians', type: Float64Array };
    const [weights, means, variances] = ['weights', 'means', 'variances'].map((name) =>
      tensorOf(state, name, expected),
    );
    const shape = means!.shape;
    if (shape.length !== 2 || shape[0] !== weights!.data.length || shape.join() !== variances!.shape.join())
      throw new FoveaError(
        'BAD_FILE',
        'Expected the saved state of a mixture of Gaussians but its parts do not fit.',
      );
    return new GaussianMixture({ weights: weights!.data, means: means!, variances: variances! });
  }
}
