import type { NdArray } from '../core/ndarray.js';
import { type OptionsOf, resolveOptions } from '../core/options.js';
import type { GaussianMixture } from './gaussian-mixture.js';
import { mixtureStatistics } from './mixture-statistics.js';
import { powerNormalise, scaleToUnitLength } from './power-norm.js';
import { sumNormOptions } from './vlad.js';

/** Options of `fisherVector`. */
export const fisherVectorOptions = sumNormOptions;

/** Options of `fisherVector`; what is left out takes its default. */
export type FisherVectorOptions = Partial<OptionsOf<typeof fisherVectorOptions>>;

/**
 * Fisher vector: how an image's descriptors would have a mixture of Gaussians changed.
 *
 * 1. For n descriptors x with responsibilities γ, Gaussians of weight w, mean μ and deviation σ (each number apart):
 *    by means Σγ(x − μ)/σ / (n √w), by deviations Σγ((x − μ)²/σ² − 1) / (n √2w).
 * 2. Each number is raised to `power`, keeping its sign.
 * 3. The whole vector is scaled to length 1.
 *
 * Source: Perronnin, Sánchez & Mensink, ECCV 2010, doi:10.1007/978-3-642-15561-1_11; Sánchez, Perronnin, Mensink &
 * Verbeek, IJCV 105(3), 2013, doi:10.1007/s11263-013-0636-x.
 * Differences from scikit-image's `fisher_vector`: it also has the gradients by weights, in front, and those by
 * deviations with the opposite sign.
 *
 * @param descriptors `[count, length]`
 * @returns `[2 · gaussians · length]`: first all gradients by means, Gaussian by Gaussian, then all by deviations; all 0
 * for an image without descriptors.
 * @throws MISMATCH, BAD_DATA as `responsibilities`.
 */
export function fisherVector(
  mixture: GaussianMixture,
  descriptors: NdArray<Float32Array>,
  options: FisherVectorOptions = {},
): Float32Array {
  const { power, encodingNorm } = resolveOptions('fisherVector', fisherVectorOptions, options);
  const vector = gradients(mixture, descriptors);
  powerNormalise(vector, power);
  return new Float32Array(encodingNorm === 'l2' ? scaleToUnitLength(vector) : vector);
}

function gradients(mixture: GaussianMixture, descriptors: NdArray<Float32Array>): Float64Array {
  const { weights, variances, length } = mixture;
  const size = variances.data.length;
  const vector = new Float64Array(2 * size);
  const n = descriptors.shape[0]!;
  if (n === 0) return vector;
  const { counts, first, second } = mixtureStatistics(mixture, descriptors);
  for (let at = 0; at < size; at++) {
    const k = Math.floor(at / length);
    const variance = variances.data[at]!;
    vector[at] = first[at]! / Math.sqrt(variance * weights[k]!) / n;
    vector[size + at] = (second[at]! / variance - counts[k]!) / Math.sqrt(2 * weights[k]!) / n;
  }
  return vector;
}
