import type { NdArray } from '../core/ndarray.js';
import { integer, number, type OptionsOf, resolveOptions } from '../core/options.js';
import { GaussianMixture } from './gaussian-mixture.js';
import { type MixtureStatistics, mixtureStatistics } from './mixture-statistics.js';
import { trainVocabulary } from './train-vocabulary.js';

/** Options of `trainGaussianMixture`. */
export const gaussianMixtureOptions = {
  gaussians: integer({ default: 64, min: 1, max: 2048, describe: 'Gaussians that are mixed' }),
  mixtureIterations: integer({
    default: 50,
    min: 0,
    describe: "at most so many iterations of expectation-maximisation; 0 stays with k-means' groups",
  }),
  varianceFloor: number({
    default: 0.01,
    min: 1e-6,
    max: 1,
    describe: "least variance of a Gaussian, as a share of the sample's in the same column",
  }),
  seed: integer({ default: 0, describe: 'of k-means' }),
};

/** Options of `trainGaussianMixture`; what is left out takes its default. */
export type GaussianMixtureOptions = Partial<OptionsOf<typeof gaussianMixtureOptions>>;

/** How a mixture was learnt. */
export interface TrainedMixture {
  readonly mixture: GaussianMixture;
  readonly iterations: number;
  /** False when the iterations ran out first. */
  readonly converged: boolean;
  /** Mean of log p over the sample, natural logarithm, before the last step. */
  readonly logLikelihood: number;
}

/** Rests when the mean log likelihood rises by less (scikit-learn's `tol`). */
const TOLERANCE = 1e-3;
/** Least soft count that a Gaussian is measured anew from, and least share that it keeps. */
const FEWEST = 1e-3;

/**
 * Fits a mixture of diagonal Gaussians to descriptors by expectation-maximisation.
 *
 * 1. k-means (`trainVocabulary`, seeded) parts the sample into groups: their means, variances and shares come first.
 * 2. Each descriptor is shared out by its responsibilities; means, variances and shares are measured anew from that;
 *    until the mean log likelihood rises by less than 1e-3, or `mixtureIterations` is reached.
 * 3. No variance falls below `varianceFloor` times the sample's in the same column (of a column that is constant, times
 *    the mean variance of all). A Gaussian that next to nothing is left to keeps its place.
 *
 * Source: Dempster, Laird & Rubin, J. Royal Statistical Society B 39(1), 1977, doi:10.1111/j.2517-6161.1977.tb01600.x.
 * Differences from scikit-learn's GaussianMixture: variances have a floor instead of 1e-6 added.
 *
 * @param sample `[count, length]`
 * @throws BAD_DATA for fewer different descriptors than Gaussians, for NaN and infinity.
 */
export function trainGaussianMixture(
  sample: NdArray<Float32Array>,
  options: GaussianMixtureOptions = {},
): TrainedMixture {
  const { gaussians, mixtureIterations, varianceFloor, seed } = resolveOptions(
    'gaussianMixture',
    gaussianMixtureOptions,
    options,
  );
  const vocabulary = trainVocabulary(sample, { words: gaussians, seed });
  const floors = variancesOf(sample).map((variance) => varianceFloor * variance);
  const start = unitMixture(vocabulary.centroids);
  const groups = groupStatistics(sample, { assigned: vocabulary.assign(sample), means: start.means });
  return maximise(measured(start, groups, floors), sample, { floors, iterations: mixtureIterations });
}

/**
 * Expectation-maximisation from a given mixture.
 * @param floors least variance of each column.
 */
export function maximise(
  start: GaussianMixture,
  sample: NdArray<Float32Array>,
  { floors, iterations: most }: { floors: Float64Array; iterations: number },
): TrainedMixture {
  let mixture = start;
  let before = -Infinity;
  for (let iterations = 0; iterations < most; iterations++) {
    const statistics = mixtureStatistics(mixture, sample);
    const logLikelihood = statistics.logLikelihood / sample.shape[0]!;
    mixture = measured(mixture, statistics, floors);
    if (logLikelihood - before < TOLERANCE)
      return { mixture, iterations: iterations + 1, converged: true, logLikelihood };
    before = logLikelihood;
  }
  return { mixture, iterations: most, converged: false, logLikelihood: before };
}

type Statistics = Omit<MixtureStatistics, 'logLikelihood'>;

/** The mixture that statistics, taken around the means of the one before, speak for. */
function measured(before: GaussianMixture, { counts, first, second }: Statistics, floors: Float64Array) {
  const { length } = before;
  const means = before.means.data.slice();
  const variances = before.variances.data.slice();
  const kept = counts.map((count) => Math.max(count, FEWEST));
  const total = kept.reduce((sum, count) => sum + count, 0);
  counts.forEach((count, k) => {
    if (count < FEWEST) return;
    for (let j = 0; j < length; j++) {
      const at = k * length + j;
      const shift = first[at]! / count;
      means[at]! += shift;
      variances[at] = Math.max(second[at]! / count - shift * shift, floors[j]!);
    }
  });
  const { shape } = before.means;
  return new GaussianMixture({
    weights: kept.map((count) => count / total),
    means: { data: means, shape },
    variances: { data: variances, shape },
  });
}

/** A mixture of variance 1 around given means: what the groups of k-means are measured from. */
function unitMixture({ data, shape }: NdArray<Float32Array>): GaussianMixture {
  const gaussians = shape[0]!;
  return new GaussianMixture({
    weights: new Float64Array(gaussians).fill(1 / gaussians),
    means: { data: Float64Array.from(data), shape },
    variances: { data: new Float64Array(data.length).fill(1), shape },
  });
}

/** Statistics where each descriptor belongs to one Gaussian alone. */
function groupStatistics(
  { data, shape }: NdArray<Float32Array>,
  { assigned, means }: { assigned: Int32Array; means: NdArray<Float64Array> },
): Statistics {
  const length = shape[1]!;
  const counts = new Float64Array(means.shape[0]!);
  const first = new Float64Array(means.data.length);
  const second = new Float64Array(means.data.length);
  for (let i = 0; i < assigned.length; i++) {
    counts[assigned[i]!]!++;
    for (let j = 0; j < length; j++) {
      const at = assigned[i]! * length + j;
      const difference = data[i * length + j]! - means.data[at]!;
      first[at]! += difference;
      second[at]! += difference * difference;
    }
  }
  return { counts, first, second };
}

/** The variance of each column; of a constant one the mean of all, or 1 where all are constant. */
function variancesOf({ data, shape }: NdArray<Float32Array>): Float64Array {
  const [count, length] = shape as [number, number];
  const means = new Float64Array(length);
  for (let at = 0; at < data.length; at++) means[at % length]! += data[at]! / count;
  const variances = new Float64Array(length);
  for (let at = 0; at < data.length; at++)
    variances[at % length]! += (data[at]! - means[at % length]!) ** 2 / count;
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / length;
  return variances.map((variance) => variance || mean || 1);
}
