import { FoveaError } from '../core/errors.js';
import { ndarray } from '../core/ndarray.js';
import { choice, integer } from '../core/options.js';
import { type State, tensorOf } from '../core/state.js';
import type { Samples } from './classifier.js';
import { distanceMatrix, distanceNames } from './distances.js';
import type { LearntModel } from './learnt-model.js';
import { requireNonNegative } from './samples.js';
import { requireHistogramScaling } from './scaling.js';
import type { TrainingSet } from './training-set.js';
import { defineClassifier, type ResolvedOptions } from './vector-classifier.js';

const knnOptions = {
  k: integer({ default: 5, min: 1, describe: 'neighbours that vote' }),
  distance: choice({ choices: distanceNames, default: 'cosine', describe: 'distance' }),
  weights: choice({
    choices: ['uniform', 'distance'],
    default: 'uniform',
    describe: 'one vote a neighbour, or 1 / distance',
  }),
};

/** Options of nearest neighbours; what is left out takes its default. */
export type KnnOptions = Partial<ResolvedOptions<typeof knnOptions>>;

type Options = ResolvedOptions<typeof knnOptions>;

/**
 * k nearest neighbours, by comparison with every training sample.
 *
 * 1. Columns are scaled to mean 0 and deviation 1 (`scaling`), learnt from the training samples.
 * 2. The `k` nearest training samples are found (all, when there are fewer); at equal distance the earlier one.
 * 3. Each votes for its class, with 1 or with 1 / distance; when some are at distance 0, only those vote.
 * 4. The class with the largest vote wins; of several, the one whose nearest voter is nearest, then the lower label.
 * 5. `predictProba` is the share of the votes.
 *
 * Source: Cover & Hart, "Nearest neighbor pattern classification", 1967, doi:10.1109/TIT.1967.1053964.
 * The defaults are what serves image features: on HOG of photographs (10 classes, 30 training images each) scaled
 * cosine reaches 61%, scaled Euclidean 20%, plain Euclidean 17%; on LBP of textures 85%, 82% and 73%.
 * Differences from scikit-learn's KNeighborsClassifier: those defaults (it takes plain Euclidean); ties go to the
 * nearer class first; k may exceed the samples.
 * @throws BAD_OPTION for `chi2` with scaled columns; BAD_DATA for `chi2` of negative numbers.
 */
export const knnClassifier = defineClassifier({
  name: 'knn',
  summary: 'k nearest neighbours',
  options: knnOptions,
  grid: { k: [1, 3, 5, 9], distance: ['cosine', 'euclidean', 'manhattan'] },
  scaling: 'standard',
  check({ scaling, distance }) {
    if (distance === 'chi2') requireHistogramScaling(scaling, "knn with distance 'chi2'");
  },
  train({ x, y, classes }, options) {
    // A copy, unless scaling made one: the caller's array may change after the fit.
    const data = options.scaling === 'none' ? x.data.slice() : x.data;
    return knnModel({ x: { data, shape: x.shape }, y, classes }, options);
  },
  restore: restoreKnn,
});

/** Samples whose distances are held at once. */
const BLOCK = 128;

function knnModel(set: Omit<TrainingSet, 'rows'>, options: Options): LearntModel {
  checkSigns(set.x, options);
  const voteEach = (x: Samples): Votes[] => {
    checkSigns(x, options);
    const length = x.shape[1]!;
    const votes: Votes[] = [];
    for (let from = 0; from < x.data.length; from += BLOCK * length) {
      const block = x.data.subarray(from, from + BLOCK * length);
      const distances = distanceMatrix(options.distance, { x: block, rows: set.x.data, length });
      for (let at = 0; at < distances.length; at += set.y.length)
        votes.push(votesOf(distances.subarray(at, at + set.y.length), set, options));
    }
    return votes;
  };
  return {
    diagnostics: { converged: true, samples: set.y.length },
    predict: (x) => Int32Array.from(voteEach(x), winner),
    predictProba: (x) => Float64Array.from(voteEach(x).flatMap(shares)),
    state: () => ({
      config: { classes: set.classes },
      tensors: { samples: set.x, classOf: ndarray(set.y, [set.y.length]) },
    }),
  };
}

interface Votes {
  readonly votes: Float64Array;
  /** The distance of each class's nearest voter. */
  readonly nearest: Float64Array;
}

function votesOf(distances: Float64Array, set: Omit<TrainingSet, 'rows'>, options: Options): Votes {
  const neighbours = nearestIndices(distances, Math.min(options.k, distances.length));
  const same = distances[neighbours[0]!] === 0;
  const votes = new Float64Array(set.classes);
  const nearest = new Float64Array(set.classes).fill(Infinity);
  for (const i of neighbours) {
    const distance = distances[i]!;
    const label = set.y[i]!;
    nearest[label] = Math.min(nearest[label]!, distance);
    if (options.weights === 'uniform') votes[label]!++;
    else if (same) votes[label]! += distance === 0 ? 1 : 0;
    else votes[label]! += 1 / distance;
  }
  return { votes, nearest };
}

/** The `count` smallest, nearest first; insertion keeps the earlier of equals in front. */
function nearestIndices(distances: Float64Array, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < distances.length; i++) {
    if (found.length === count && distances[i]! >= distances[found[count - 1]!]!) continue;
    if (found.length === count) found.pop();
    let at = found.length;
    while (at > 0 && distances[found[at - 1]!]! > distances[i]!) at--;
    found.splice(at, 0, i);
  }
  return found;
}

function winner({ votes, nearest }: Votes): number {
  let best = 0;
  for (let label = 1; label < votes.length; label++) {
    const more = votes[label]! > votes[best]!;
    const asMany = votes[label] === votes[best];
    if (more || (asMany && nearest[label]! < nearest[best]!)) best = label;
  }
  return best;
}

function shares({ votes }: Votes): number[] {
  const total = votes.reduce((sum, vote) => sum + vote, 0);
  return Array.from(votes, (vote) => vote / total);
}

function checkSigns(x: Samples, { distance }: Options): void {
  if (distance === 'chi2') requireNonNegative(x, "knn with distance 'chi2'");
}

function restoreKnn(state: State, options: Options): LearntModel {
  const owner = 'knn';
  const x = tensorOf(state, 'samples', { owner, type: Float32Array });
  const y = tensorOf(state, 'classOf', { owner, type: Int32Array }).data;
  const { classes } = state.config;
  if (typeof classes !== 'number' || x.shape.length !== 2 || x.shape[0] !== y.length)
    throw new FoveaError('BAD_FILE', 'Expected the saved state of knn but its parts do not fit.');
  return knnModel({ x, y, classes }, options);
}
