import { kmeans } from 'ml-kmeans';
import { type NdArray, row } from '../core/ndarray.js';
import type { Clustering } from './k-means/lloyd-steps.js';
import { nearestWords } from './nearest-word.js';

/** A centroid rests when it moves less than this share of the descriptors' variance (scikit-learn's `tol`). */
const TOLERANCE = 1e-4;

/**
 * Lloyd's k-means iterations (ml-kmeans) from given first centroids.
 *
 * 1. Each descriptor joins its nearest centroid (ties: the lower index); each centroid becomes the mean of those that
 *    joined it.
 * 2. Until no centroid's squared move exceeds 1e-4 times the mean variance of the descriptors' columns, or
 *    `maxIterations` is reached.
 * 3. A centroid that no descriptor joins is moved onto the descriptor that is farthest from its own centroid (as
 *    scikit-learn does), and the iterations go on from there.
 *
 * Source: Lloyd, "Least squares quantization in PCM", 1982, doi:10.1109/TIT.1982.1056489.
 * Differences from scikit-learn: each centroid's move is compared with the tolerance, not the sum of all; an empty
 * cluster is moved after the others have come to rest, not within the iteration.
 *
 * @param descriptors `[count, length]`, at least as many different ones as there are centroids.
 */
export function lloyd(
  descriptors: NdArray<Float32Array>,
  start: NdArray<Float32Array>,
  options: { maxIterations: number },
): Clustering {
  const points = rowsOf(descriptors);
  const tolerance = TOLERANCE * meanVariance(descriptors);
  let centroids = start;
  let iterations = 0;
  for (;;) {
    const result = kmeans(points, start.shape[0]!, {
      initialization: rowsOf(centroids),
      maxIterations: options.maxIterations - iterations,
      tolerance,
      distanceFunction: squaredDistance,
    });
    centroids = flatten(result.centroids, start.shape);
    iterations += result.iterations;
    const nearest = nearestWords({
      descriptors: descriptors.data,
      centroids: centroids.data,
      length: start.shape[1]!,
    });
    const empty = emptyWords(nearest.words, start.shape[0]!);
    const inertia = nearest.distances.reduce((sum, distance) => sum + distance, 0);
    if (empty.length === 0 || iterations >= options.maxIterations)
      return { centroids, iterations, converged: result.converged && empty.length === 0, inertia };
    for (const word of empty) moveToFarthest(centroids, word, { descriptors, distances: nearest.distances });
  }
}

function rowsOf(array: NdArray<Float32Array>): number[][] {
  return Array.from({ length: array.shape[0]! }, (_, i) => Array.from(row(array, i)));
}

function flatten(rows: readonly number[][], shape: readonly number[]): NdArray<Float32Array> {
  const data = new Float32Array(shape[0]! * shape[1]!);
  rows.forEach((values, i) => {
    data.set(values, i * shape[1]!);
  });
  return { data, shape };
}

/** Four sums side by side: four times the speed of ml-kmeans' own on 128 numbers. */
function squaredDistance(p: number[], q: number[]): number {
  const four = p.length - (p.length % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (; j < four; j += 4) {
    const d0 = p[j]! - q[j]!;
    const d1 = p[j + 1]! - q[j + 1]!;
    const d2 = p[j + 2]! - q[j + 2]!;
    const d3 = p[j + 3]! - q[j + 3]!;
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; j < p.length; j++) {
    const d = p[j]! - q[j]!;
    s0 += d * d;
  }
  return s0 + s1 + (s2 + s3);
}

function meanVariance({ data, shape }: NdArray<Float32Array>): number {
  const [count, length] = shape as [number, number];
  const sums = new Float64Array(length);
  const squares = new Float64Array(length);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < length; j++) {
      const value = data[i * length + j]!;
      sums[j]! += value;
      squares[j]! += value * value;
    }
  }
  let total = 0;
  for (let j = 0; j < length; j++) total += Math.max(0, squares[j]! / count - (sums[j]! / count) ** 2);
  return total / length;
}

function emptyWords(assigned: Int32Array, words: number): number[] {
  const counts = new Int32Array(words);
  for (let i = 0; i < assigned.length; i++) counts[assigned[i]!]!++;
  return Array.from(counts.keys()).filter((word) => counts[word] === 0);
}

/** Moves one centroid onto the farthest descriptor, which then is far from nothing: its distance becomes 0. */
function moveToFarthest(
  centroids: NdArray<Float32Array>,
  word: number,
  from: { descriptors: NdArray<Float32Array>; distances: Float64Array },
): void {
  const { descriptors, distances } = from;
  let farthest = 0;
  for (let i = 1; i < distances.length; i++) if (distances[i]! > distances[farthest]!) farthest = i;
  const target = row(descriptors, farthest);
  row(centroids, word).set(target);
  const nearer = nearestWords({
    descriptors: descriptors.data,
    centroids: target,
    length: target.length,
  }).distances;
  for (let i = 0; i < distances.length; i++) distances[i] = Math.min(distances[i]!, nearer[i]!);
}
