import type { Initializer } from './graph/tensor.js';

/** One number everywhere. */
export const constantInitializer =
  (value: number): Initializer =>
  (shape) =>
    new Float32Array(shape.reduce((size, length) => size * length, 1)).fill(value);

/** Zeros, the usual first biases. */
export const zeros: Initializer = constantInitializer(0);

/** Independent normal numbers of mean 0. */
export const normal =
  (deviation: number): Initializer =>
  (shape, random) =>
    fill(shape, () => random.normal(0, deviation));

/** Independent numbers, uniform between −limit and limit. */
export const uniform =
  (limit: number): Initializer =>
  (shape, random) =>
    fill(shape, () => random.uniform(-limit, limit));

function fill(shape: readonly number[], next: () => number): Float32Array {
  return Float32Array.from({ length: shape.reduce((size, length) => size * length, 1) }, next);
}
