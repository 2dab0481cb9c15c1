import { describe, expect, it } from 'vitest';
import { distanceMatrix, distanceNames, distancesFrom } from '../../src/classify/distances.js';
import { Random } from '../../src/core/random.js';
import { withKernels } from '../../src/kernels/kernels.js';

const random = new Random(8);
const numbers = (count: number, draw = () => random.normal()) => Float32Array.from({ length: count }, draw);

describe.each(distanceNames)('%s distances of many from many', (distance) => {
  /** One vector at a time, by the plain loops. */
  function oneByOne(x: Float32Array, rows: Float32Array, length: number): Float64Array {
    const count = rows.length / length;
    const found = new Float64Array((x.length / length) * count);
    for (let i = 0; i < x.length / length; i++) {
      const out = found.subarray(i * count, (i + 1) * count);
      distancesFrom[distance](x.subarray(i * length, (i + 1) * length), rows, out);
    }
    return found;
  }

  const expectSame = (x: Float32Array, rows: Float32Array, length: number) =>
    expect(distanceMatrix(distance, { x, rows, length })).toEqual(oneByOne(x, rows, length));

  it('have every bit of those of one from many', () => {
    for (const length of [1, 2, 5, 59, 256, 257, 600])
      for (const [vectors, rows] of [
        [1, 1],
        [1, 10],
        [10, 1],
        [4, 4],
        [7, 13],
      ] as const)
        expectSame(numbers(vectors * length), numbers(rows * length), length);
    expectSame(numbers(1030 * 2), numbers(5 * 2), 2);
  });

  it('also of zeros, of the same rows and of numbers far apart in size', () => {
    const same = numbers(6 * 30);
    expectSame(same, same, 30);
    expectSame(new Float32Array(5 * 3), numbers(4 * 3), 3);
    const wild = () => random.pick([0, 1, 1e30, 1e-30, -1e15]);
    expectSame(numbers(20 * 4, wild), numbers(20 * 4, wild), 4);
  });
});

describe('the kernels of distances', () => {
  it('give their memory back', () => {
    const free = () => withKernels((_, arena) => arena.allocate(1));
    const before = free();
    distanceMatrix('euclidean', { x: numbers(40), rows: numbers(60), length: 10 });
    distanceMatrix('cosine', { x: numbers(40), rows: numbers(60), length: 10 });
    expect(free()).toBe(before);
  });
});
