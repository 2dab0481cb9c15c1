import { FoveaError } from '../core/errors.js';
import { ndarray } from '../core/ndarray.js';
import { choice } from '../core/options.js';
import { type State, tensorOf } from '../core/state.js';
import type { Samples } from './classifier.js';
import { distanceMatrix } from './distances.js';
import type { LearntModel } from './learnt-model.js';
import { argmaxRows, softmaxRows } from './rows.js';
import type { TrainingSet } from './training-set.js';
import { defineClassifier, type ResolvedOptions } from './vector-classifier.js';

const nearestCentroidOptions = {
  distance: choice({ choices: ['euclidean', 'cosine'], default: 'euclidean', describe: 'distance' }),
};

/** Options of the nearest centroid; what is left out takes its default. */
export type NearestCentroidOptions = Partial<ResolvedOptions<typeof nearestCentroidOptions>>;

type Options = ResolvedOptions<typeof nearestCentroidOptions>;

/**
 * The class whose mean is nearest: the simplest that can be beaten, and quick for any number of samples.
 *
 * 1. Columns are scaled to mean 0 and deviation 1 (`scaling`), learnt from the training samples.
 * 2. A class's centroid is the mean of its samples.
 * 3. A sample takes the class of the nearest centroid; ties go to the lower label.
 * 4. `predictProba` is the softmax of −½ distance² (of clouds of deviation 1 around the centroids), or of the cosine:
 *    in the same order, but not calibrated. Use `calibration`.
 *
 * Source: Tibshirani, Hastie, Narasimhan & Chu, PNAS 99(10), 2002, doi:10.1073/pnas.082099299, without shrinking.
 * As scikit-learn's NearestCentroid, but for scaling, which is included, and the cosine.
 */
export const nearestCentroidClassifier = defineClassifier({
  name: 'nearest-centroid',
  summary: 'the class whose mean is nearest',
  options: nearestCentroidOptions,
  grid: { distance: ['euclidean', 'cosine'] },
  scaling: 'standard',
  train: (set, options) => centroidModel(centroidsOf(set), options),
  restore: restoreCentroids,
});

/** `[classes, features]`, flat */
function centroidsOf({ rows, y, classes }: TrainingSet): Float32Array {
  const { width } = rows;
  const sums = new Float64Array(classes * width);
  const counts = new Float64Array(classes);
  rows.forEachBlock((block, from) => {
    for (let at = 0, i = from; at < block.length; at += width, i++) {
      const to = y[i]! * width;
      counts[y[i]!]!++;
      for (let j = 0; j < width; j++) sums[to + j]! += block[at + j]!;
    }
  });
  return Float32Array.from(sums, (sum, at) => sum / counts[Math.floor(at / width)]!);
}

function centroidModel(centroids: Float32Array, { distance }: Options): LearntModel {
  const decisions = (x: Samples) =>
    distanceMatrix(distance, { x: x.data, rows: centroids, length: x.shape[1]! }).map((apart) =>
      distance === 'cosine' ? 1 - apart : -(apart ** 2) / 2,
    );
  const classesFor = (x: Samples) => centroids.length / x.shape[1]!;
  return {
    diagnostics: { converged: true },
    decisions,
    predict: (x) => argmaxRows(decisions(x), classesFor(x)),
    predictProba: (x) => softmaxRows(decisions(x), classesFor(x)),
    state: () => ({ config: {}, tensors: { centroids: ndarray(centroids, [centroids.length]) } }),
  };
}

function restoreCentroids(state: State, options: Options): LearntModel {
  const { data } = tensorOf(state, 'centroids', { owner: 'nearest-centroid', type: Float32Array });
  if (data.length === 0)
    throw new FoveaError('BAD_FILE', 'Expected the saved centroids of nearest-centroid but found none.');
  return centroidModel(data, options);
}
