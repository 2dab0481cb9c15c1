import { describe, expect, it } from 'vitest';
import { columnProducts, rowProducts, rowProductsInOrder } from '../../src/bow/matrix-products.js';
import { Random } from '../../src/core/random.js';

describe('products of matrices', () => {
  it('of rows with rows, and of columns with columns, are spelt out', () => {
    const a = Float64Array.of(1, 2, 3, 4, 5, 6);
    const b = Float64Array.of(1, 0, -1, 2, 2, 2);
    expect([...rowProducts({ a, b, length: 3 })]).toEqual([-2, 12, -2, 30]);
    expect([...columnProducts({ a, b, rows: 3 })]).toEqual([8, 16, 10, 20]);
    expect(rowProducts({ a: new Float64Array(0), b, length: 3 })).toHaveLength(0);
  });

  it('are the same with and without the kernel, to the last bit', () => {
    const random = new Random(4);
    for (const [rows, columns, length] of [
      [1, 1, 1],
      [5, 3, 7],
      [9, 8, 300],
      [600, 5, 2],
    ] as const) {
      const draw = (count: number) => Float32Array.from({ length: count * length }, () => random.normal());
      const pairs = { a: draw(rows), b: draw(columns), length };
      expect(rowProducts(pairs)).toEqual(rowProductsInOrder(pairs));
    }
  });
});
