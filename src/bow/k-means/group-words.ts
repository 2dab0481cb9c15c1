import { type NdArray, row } from '../../core/ndarray.js';

/** Centroids that share their bounds: kernels/k-means/band.ts. */
const GROUP = 16;

/** Steps of the power iteration: the axis need not be exact. */
const STEPS = 4;

/**
 * An order of centroids in which those of a group are close to one another, so that a bound on one says something of
 * the others: they are halved along their principal axis, and each half again, down to 16.
 * @returns the numbers of the centroids, in that order.
 */
export function groupWords(centroids: NdArray<Float32Array>): Int32Array {
  const order = Int32Array.from({ length: centroids.shape[0]! }, (_, i) => i);
  halve(centroids, order);
  return order;
}

function halve(centroids: NdArray<Float32Array>, order: Int32Array): void {
  if (order.length <= GROUP) return;
  const places = projections(centroids, order);
  const sorted = Array.from(order.keys()).sort((a, b) => places[a]! - places[b]! || order[a]! - order[b]!);
  order.set(sorted.map((i) => order[i]!));
  const half = GROUP * Math.ceil(order.length / (2 * GROUP));
  halve(centroids, order.subarray(0, half));
  halve(centroids, order.subarray(half));
}

/** Where the centroids lie along the axis of their greatest spread. */
function projections(centroids: NdArray<Float32Array>, order: Int32Array): Float64Array {
  const mean = new Float64Array(centroids.shape[1]!);
  for (const word of order) addScaled(mean, row(centroids, word), 1 / order.length);
  const axis = Float64Array.from(row(centroids, order[0]!), (value, i) => value - mean[i]!);
  const places = new Float64Array(order.length);
  for (let step = 0; ; step++) {
    for (let i = 0; i < order.length; i++) places[i] = along(row(centroids, order[i]!), mean, axis);
    if (step === STEPS) return places;
    axis.fill(0);
    order.forEach((word, i) => {
      addScaled(axis, row(centroids, word), places[i]!);
    });
    // The places sum to 0, so that the mean takes no part; scaled, for the square of a square may overflow.
    const largest = axis.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    for (let j = 0; j < axis.length; j++) axis[j]! /= largest;
  }
}

function addScaled(sum: Float64Array, values: Float32Array, factor: number): void {
  for (let j = 0; j < sum.length; j++) sum[j]! += factor * values[j]!;
}

function along(values: Float32Array, mean: Float64Array, axis: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < axis.length; j++) sum += (values[j]! - mean[j]!) * axis[j]!;
  return sum;
}
