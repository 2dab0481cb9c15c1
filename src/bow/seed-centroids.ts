import type { NdArray } from '../core/ndarray.js';
import { Random } from '../core/random.js';
import { tooFewDifferent } from './k-means/seed-steps.js';

/**
 * Chooses `words` different descriptors as the first centroids of k-means (k-means++).
 *
 * 1. The first is drawn uniformly.
 * 2. Each next one is drawn with probability in proportion to its squared distance from the nearest centroid so far,
 *    so that no descriptor equal to a chosen one can be drawn.
 *
 * Source: Arthur & Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
 * Differences from scikit-learn: one candidate a step (the paper), not the best of 2 + log(words).
 *
 * @returns `[words, length]` (a copy).
 * @throws BAD_DATA when the descriptors hold fewer different ones than `words`.
 */
export function seedCentroids(
  descriptors: NdArray<Float32Array>,
  options: { words: number; seed: number },
): NdArray<Float32Array> {
  const [count, length] = descriptors.shape as [number, number];
  const { words } = options;
  const random = new Random(options.seed);
  const distances = new Float64Array(count).fill(Infinity);
  const data = new Float32Array(words * length);
  let chosen = count === 0 ? -1 : random.integer(0, count - 1);
  for (let word = 0; word < words; word++) {
    if (chosen < 0) throw tooFewDifferent(words, word);
    const centroid = descriptors.data.subarray(chosen * length, (chosen + 1) * length);
    data.set(centroid, word * length);
    lowerDistances(distances, descriptors.data, centroid);
    chosen = drawInProportion(distances, random);
  }
  return { data, shape: [words, length] };
}

/** Lowers each descriptor's squared distance where `centroid` is nearer than all before it. */
function lowerDistances(distances: Float64Array, descriptors: Float32Array, centroid: Float32Array): void {
  const length = centroid.length;
  for (let i = 0; i < distances.length; i++) {
    const offset = i * length;
    const limit = distances[i]!;
    let sum = 0;
    for (let j = 0; j < length && sum < limit; j++) {
      const difference = descriptors[offset + j]! - centroid[j]!;
      sum += difference * difference;
    }
    if (sum < limit) distances[i] = sum;
  }
}

/** An index drawn with probability in proportion to its weight; −1 when all weights are 0. */
function drawInProportion(weights: Float64Array, random: Random): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let left = random.uniform(0, total);
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) break;
  }
  return last;
}
