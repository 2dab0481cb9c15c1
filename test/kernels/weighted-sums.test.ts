import { describe, expect, it } from 'vitest';
import { weightedSumsInOrder } from '../../src/bow/weighted-sums.js';
import { Random } from '../../src/core/random.js';
import { type Weighing, weightedSumsKernel } from '../../src/kernels/weighted-sums.js';

const random = new Random(9);
const floats = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const doubles = (count: number) => Float64Array.from({ length: count }, () => random.normal());

/** Weights that depend on which row they are of. */
const weigh: Weighing['weigh'] = (products, { first, rows, line }) => {
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < line; k++) products[i * line + k] = Math.tanh(products[i * line + k]! + first + i);
};

describe('weighted sums of rows and their squares', () => {
  it('are spelt out for two rows and one weight', () => {
    // z: (1, 2, 1, 4) and (3, 0, 9, 0); products with the factors: 1 + 4 = 5 and 3.
    const weighing = { middle: Float64Array.of(1, 1), factors: Float64Array.of(1, 0, 0, 1), weigh: () => {} };
    for (const sums of [weightedSumsKernel, weightedSumsInOrder])
      expect([...sums(Float32Array.of(2, 3, 4, 1), weighing)]).toEqual([14, 10, 32, 20]);
  });

  it('are the same in the kernel as without it, to the last bit, for any number of rows, columns and weights', () => {
    for (const [rows, length, weights] of [
      [1, 1, 1],
      [3, 2, 5],
      [7, 3, 4],
      [256, 4, 3],
      [257, 5, 9],
      [700, 33, 6],
    ] as const) {
      const weighing = { middle: doubles(length), factors: doubles(weights * 2 * length), weigh };
      const data = floats(rows * length);
      expect(weightedSumsKernel(data, weighing)).toEqual(weightedSumsInOrder(data, weighing));
    }
  });

  it('of no rows are zeros', () => {
    const weighing = { middle: doubles(2), factors: doubles(8), weigh };
    expect([...weightedSumsKernel(new Float32Array(0), weighing)]).toEqual(Array(8).fill(0));
  });
});
