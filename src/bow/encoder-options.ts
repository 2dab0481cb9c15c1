import { flag, integer } from '../core/options.js';
import { bowOptions } from './bow-options.js';

/**
 * The options that every encoding has, because `Encoder` heeds them.
 * @param defaults what suits the encoding: `pca` 0 leaves descriptors as they are.
 */
export const encoderOptions = ({ pca = 0, sampleSize = bowOptions.sampleSize.default } = {}) => ({
  sampleSize: integer({ ...bowOptions.sampleSize, default: sampleSize }),
  pca: integer({
    default: pca,
    min: 0,
    max: 4096,
    describe:
      'principal components that descriptors are brought down to first (as many as they have numbers, if fewer); 0: none',
  }),
  whiten: flag({ default: false, describe: 'pca: give each component of descriptors variance 1' }),
  vectorPca: integer({
    default: 0,
    min: 0,
    max: 65_536,
    describe: 'principal components that vectors of images are brought down to, at length 1; 0: none',
  }),
  vectorWhiten: flag({ default: false, describe: 'vectorPca: give each component variance 1 before that' }),
  seed: bowOptions.seed,
});

/** Values of `encoderOptions`. */
export interface EncoderOptions {
  readonly sampleSize: number;
  readonly pca: number;
  readonly whiten: boolean;
  readonly vectorPca: number;
  readonly vectorWhiten: boolean;
  readonly seed: number;
}
