import { type NdArray, row, takeRows } from '../../core/ndarray.js';
import { Random } from '../../core/random.js';
import { nearestWords } from '../nearest-word.js';
import { BandService } from './band-service.js';
import type { Clustering } from './lloyd-steps.js';
import { withBand } from './open-band.js';
import { type Points, pointsOf } from './points.js';
import { seedSteps, tooFewDifferent } from './seed-steps.js';
import { runHere } from './steps.js';

/** A batch holds so many descriptors, and at least twice as many as there are words. */
const BATCH = 1024;

/** The first words are drawn from so many descriptors a word. */
const SEEDED_FROM = 10;

/** Stops when the smoothed error of a batch has not fallen by this share for so many batches. */
const IMPROVEMENT = 1e-3;
const PATIENCE = 10;

/**
 * Mini-batch k-means, for more descriptors than one wants to visit many times.
 *
 * 1. First centroids: k-means++ (k-means‖ above 1024) among 10 descriptors a word, drawn at random.
 * 2. Each batch, drawn with repetition, is assigned as a whole; each centroid becomes the mean of all that ever joined
 *    it, that is, it moves towards each of them by 1/n. A centroid that none joined in a whole pass is moved onto the
 *    descriptor of the batch farthest from its own.
 * 3. Until so many batches as make `maxIterations` passes, or the error of a batch, smoothed over a pass, has not
 *    fallen by a thousandth for 10 batches.
 *
 * Source: Sculley, "Web-scale k-means clustering", WWW 2010, doi:10.1145/1772690.1772862.
 * Differences from the paper: a batch's descriptors move a centroid together, to the same place as one after another.
 *
 * @returns `iterations` are batches; the inertia is that of all descriptors.
 * @throws as `kMeans`.
 */
export function miniBatchKMeans(
  descriptors: NdArray<Uint8Array | Float32Array>,
  { words, seed, maxIterations }: { words: number; seed: number; maxIterations: number },
): Clustering {
  const points = pointsOf(descriptors);
  if (points.count < words) throw tooFewDifferent(words, points.count);
  const random = new Random(seed);
  const batchSize = Math.max(BATCH, 2 * words);
  const pass = Math.ceil(points.count / batchSize);
  const centroids = firstWords(points, { words, random });
  const counts = new Float64Array(words);
  const progress = watchError(2 / (pass + 1));
  let batches = 0;
  let converged = false;
  while (!converged && batches < maxIterations * pass) {
    const drawn = Int32Array.from({ length: batchSize }, () => random.integer(0, points.count - 1));
    const batch = floatRows(points, drawn);
    const nearest = nearestOf(batch, centroids);
    learn(centroids, counts, { batch, words: nearest.words });
    if (++batches % pass === 0) refill(centroids, counts, { batch, distances: nearest.distances });
    converged = progress(nearest.distances.reduce((sum, distance) => sum + distance, 0));
  }
  return { centroids, iterations: batches, converged, inertia: inertiaOf(points, centroids) };
}

function firstWords(
  points: Points,
  { words, random }: { words: number; random: Random },
): NdArray<Float32Array> {
  const seed = random.integer(0, 2 ** 31 - 1);
  const some = random.sample(points.count, SEEDED_FROM * words);
  const { data } = takeRows({ data: points.data, shape: [points.count, points.length] }, some);
  const seeded = (from: Points) => {
    const steps = seedSteps({ words, length: from.length, seed, counts: [from.count] });
    return withBand(from, (band) => runHere(steps, new BandService(band)));
  };
  const sample = { data, count: some.length, length: points.length };
  try {
    return seeded(sample);
  } catch (error) {
    // Too many repetitions among those drawn: all descriptors may still hold enough different ones.
    if (sample.count === points.count) throw error;
    return seeded(points);
  }
}

function floatRows({ data, count, length }: Points, indices: ArrayLike<number>): NdArray<Float32Array> {
  const rows = takeRows({ data, shape: [count, length] }, indices);
  return { data: Float32Array.from(rows.data), shape: rows.shape };
}

const nearestOf = (descriptors: NdArray<Float32Array>, centroids: NdArray<Float32Array>) =>
  nearestWords({ descriptors: descriptors.data, centroids: centroids.data, length: centroids.shape[1]! });

/** Each centroid moves towards the mean of its descriptors by their share of all that ever were its own. */
function learn(
  centroids: NdArray<Float32Array>,
  counts: Float64Array,
  { batch, words }: { batch: NdArray<Float32Array>; words: Int32Array },
): void {
  const length = centroids.shape[1]!;
  const sums = new Float64Array(centroids.data.length);
  const joined = new Int32Array(counts.length);
  words.forEach((word, i) => {
    joined[word]!++;
    for (let j = 0; j < length; j++) sums[word * length + j]! += batch.data[i * length + j]!;
  });
  joined.forEach((count, word) => {
    if (count === 0) return;
    counts[word]! += count;
    for (let i = word * length; i < (word + 1) * length; i++)
      centroids.data[i]! += (sums[i]! - count * centroids.data[i]!) / counts[word]!;
  });
}

/** Words that nothing ever joined move onto the batch's farthest descriptors. */
function refill(
  centroids: NdArray<Float32Array>,
  counts: Float64Array,
  { batch, distances }: { batch: NdArray<Float32Array>; distances: Float64Array },
): void {
  const farthest = Array.from(distances.keys())
    .filter((i) => distances[i]! > 0)
    .sort((a, b) => distances[b]! - distances[a]! || a - b);
  counts.forEach((count, word) => {
    if (count > 0 || farthest.length === 0) return;
    row(centroids, word).set(row(batch, farthest.shift()!));
  });
}

/** What is told the error of each batch, and says when it has long not fallen. */
function watchError(share: number): (error: number) => boolean {
  let smoothed: number | undefined;
  let least = Infinity;
  let waited = 0;
  return (error) => {
    smoothed = smoothed === undefined ? error : smoothed + share * (error - smoothed);
    waited++;
    if (smoothed < least * (1 - IMPROVEMENT)) {
      least = smoothed;
      waited = 0;
    }
    return waited >= PATIENCE;
  };
}

/** Over all descriptors, some at a time. */
function inertiaOf(points: Points, centroids: NdArray<Float32Array>): number {
  let inertia = 0;
  for (let from = 0; from < points.count; from += BATCH) {
    const some = Int32Array.from({ length: Math.min(BATCH, points.count - from) }, (_, i) => from + i);
    for (const distance of nearestOf(floatRows(points, some), centroids).distances) inertia += distance;
  }
  return inertia;
}
