import type { OptionsOf } from '../core/options.js';
import { encoderOptions } from './encoder-options.js';
import type { Encoding, FittedEncoding } from './encoding.js';
import { fisherVector, fisherVectorOptions } from './fisher-vector.js';
import { GaussianMixture } from './gaussian-mixture.js';
import { gaussianMixtureOptions, trainGaussianMixture } from './train-gaussian-mixture.js';

const options = {
  ...gaussianMixtureOptions,
  ...fisherVectorOptions,
  ...encoderOptions({ pca: 64, sampleSize: 20_000 }),
};

type Options = OptionsOf<typeof options>;

/** `fisher`: how descriptors would have a mixture of Gaussians changed, see `fisherVector`. */
export const fisherEncoding: Encoding<typeof options> = {
  name: 'fisher',
  summary: 'Fisher vectors: how descriptors would have a mixture of Gaussians changed',
  options,
  usesVocabulary: false,
  fit({ sample }, { gaussians, mixtureIterations, varianceFloor, seed, ...encoding }) {
    const { mixture } = trainGaussianMixture(sample, { gaussians, mixtureIterations, varianceFloor, seed });
    return fitted(mixture, encoding);
  },
  restore: (state, encoding) => fitted(GaussianMixture.restore(state), encoding),
};

function fitted(
  mixture: GaussianMixture,
  { power, encodingNorm }: Pick<Options, 'power' | 'encodingNorm'>,
): FittedEncoding {
  return {
    length: 2 * mixture.means.data.length,
    encode: ({ descriptors }) => fisherVector(mixture, descriptors, { power, encodingNorm }),
    state: () => mixture.state(),
  };
}
