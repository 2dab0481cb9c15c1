import { describe, expect, it } from 'vitest';
import { dotProducts, dotProductsInStrips } from '../../src/classify/dot-products.js';
import { Random } from '../../src/core/random.js';
import { withKernels } from '../../src/kernels/kernels.js';

const random = new Random(3);
const numbers = (count: number, draw = () => random.normal()) => Float64Array.from({ length: count }, draw);

describe.each([
  ['kernel', dotProducts],
  ['reference', dotProductsInStrips],
])('dot products by the %s', (_, products) => {
  it('are one for each pair of rows, those of a down, those of b across', () => {
    const a = Float64Array.of(1, 2, 3, 0, 0, 1);
    const b = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 10, 0);
    expect([...products({ a, b, length: 3 })]).toEqual([6, 1, 20, 1, 0, 0]);
  });

  it('are none of no rows or of no numbers', () => {
    const [empty, row] = [new Float64Array(0), Float64Array.of(1, 2)];
    expect(products({ a: empty, b: row, length: 2 })).toHaveLength(0);
    expect(products({ a: row, b: empty, length: 2 })).toHaveLength(0);
    expect(products({ a: empty, b: empty, length: 0 })).toHaveLength(0);
  });
});

describe('the kernel of dot products', () => {
  const expectSame = (a: Float64Array, b: Float64Array, length: number) =>
    expect(dotProducts({ a, b, length })).toEqual(dotProductsInStrips({ a, b, length }));

  it('gives every bit of the reference, for any number of rows, on both sides of a strip', () => {
    for (const length of [1, 2, 3, 17, 255, 256, 257, 700])
      for (const [rows, columns] of [
        [1, 1],
        [1, 9],
        [9, 1],
        [4, 4],
        [5, 7],
        [13, 8],
      ] as const)
        expectSame(numbers(rows * length), numbers(columns * length), length);
  });

  it('and for more rows than are taken at once', () => {
    expectSame(numbers(1030 * 3), numbers(6 * 3), 3);
  });

  it('and of numbers that overflow, vanish or are none', () => {
    const odd = () => random.pick([1e300, -1e300, 1e-300, 5e-324, -0, Infinity, Number.NaN, 1]);
    for (const length of [1, 2, 5]) expectSame(numbers(30 * length, odd), numbers(30 * length, odd), length);
  });

  it('gives its memory back', () => {
    const free = () => withKernels((_, arena) => arena.allocate(1));
    const before = free();
    dotProducts({ a: numbers(100), b: numbers(60), length: 10 });
    expect(free()).toBe(before);
  });
});
