import { describe, expect, it } from 'vitest';
import { additiveKernel, additiveKernelReference } from '../../src/classify/additive-kernel.js';
import { rowProducts, rowProductsReference } from '../../src/classify/row-products.js';
import { weightedRows, weightedRowsReference } from '../../src/classify/weighted-rows.js';
import { Random } from '../../src/core/random.js';
import { withKernels } from '../../src/kernels/kernels.js';

const random = new Random(9);
const numbers = (count: number) => Float32Array.from({ length: count }, () => random.normal());
/** Many zeros, as histograms have. */
const shares = (count: number) => Float32Array.from({ length: count }, () => Math.max(0, random.uniform(-1)));

const shapes = [
  [1, 1, 1],
  [3, 9, 5],
  [9, 3, 8],
  [4, 4, 4],
  [13, 7, 31],
  [300, 70, 33],
  [2, 130, 1296],
] as const;

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(b, (value, i) => Math.abs(value - a[i]!) / (1 + Math.abs(value))));

describe.each([
  ['kernels', rowProducts, additiveKernel, weightedRows],
  ['references', rowProductsReference, additiveKernelReference, weightedRowsReference],
] as const)('products of rows by %s', (_, products, additive, weighted) => {
  const a = Float32Array.of(1, 2, 3, 0, 0, 4);
  const b = Float32Array.of(1, 2, 9, 0, 0, 0);

  it('are one for each pair of rows, those of a down, those of b across', () => {
    expect([...products({ a, b, width: 3 })]).toEqual([32, 0, 36, 0]);
  });

  it('are what additive kernels say, 0 / 0 being 0', () => {
    const of = (name: 'chi2' | 'intersection' | 'hellinger') =>
      [...additive(name, { a, b, width: 3 })].map((value) => Number(value.toFixed(4)));
    expect(of('chi2')).toEqual([1 + 2 + 4.5, 0, 5.5385, 0]);
    expect(of('intersection')).toEqual([6, 0, 4, 0]);
    expect(of('hellinger')).toEqual([8.1962, 0, 6, 0]);
  });

  it('and weighted sums of rows, one an output', () => {
    const factors = Float64Array.of(1, 10, 100, 2, -1, 0);
    expect([...weighted({ x: a, factors, width: 3, outputs: 3 })]).toEqual([
      1, 2, 11, 10, 20, 26, 100, 200, 300,
    ]);
  });

  it('are none of no rows', () => {
    const none = new Float32Array(0);
    expect(products({ a: none, b, width: 3 })).toHaveLength(0);
    expect(products({ a, b: none, width: 3 })).toHaveLength(0);
    expect([...weighted({ x: none, factors: new Float64Array(0), width: 2, outputs: 1 })]).toEqual([0, 0]);
  });
});

describe('kernels beside references', () => {
  it.each(shapes)('agree on dot products of %i rows with %i of %i numbers', (rows, columns, width) => {
    const pairs = { a: numbers(rows * width), b: numbers(columns * width), width };
    const absolute = { a: pairs.a.map(Math.abs), b: pairs.b.map(Math.abs), width };
    const scale = rowProductsReference(absolute);
    const [found, expected] = [rowProducts(pairs), rowProductsReference(pairs)];
    found.forEach((value, at) => {
      expect(Math.abs(value - expected[at]!)).toBeLessThan(1e-6 * scale[at]!);
    });
  });

  it.each(shapes)('agree on additive kernels of %i rows with %i of %i numbers', (rows, columns, width) => {
    const pairs = { a: shares(rows * width), b: shares(columns * width), width };
    for (const name of ['chi2', 'intersection', 'hellinger'] as const)
      expect(farthest(additiveKernel(name, pairs), additiveKernelReference(name, pairs))).toBeLessThan(1e-5);
  });

  it('agree on histograms of tiny numbers', () => {
    const pairs = { a: shares(40).map((v) => v * 1e-25), b: shares(40).map((v) => v * 1e-25), width: 10 };
    const [kernel, reference] = [additiveKernel, additiveKernelReference].map((of) =>
      of('chi2', pairs).map((value) => value * 1e25),
    );
    expect(farthest(kernel!, reference!)).toBeLessThan(1e-5);
  });

  it.each(shapes)(
    'give the same bits of weighted sums of %i rows in %i outputs of %i numbers',
    (rows, outputs, width) => {
      const x = numbers(rows * width);
      const factors = Float64Array.from(numbers(rows * outputs));
      expect(weightedRows({ x, factors, width, outputs })).toEqual(
        weightedRowsReference({ x, factors, width, outputs }),
      );
    },
  );

  it('give each product the same bits, whatever else is asked for', () => {
    const [a, b] = [numbers(9 * 37), numbers(11 * 37)];
    const all = rowProducts({ a, b, width: 37 });
    for (const i of [0, 4, 8])
      for (const j of [0, 5, 10]) {
        const alone = rowProducts({
          a: a.subarray(37 * i, 37 * i + 37),
          b: b.subarray(37 * j, 37 * j + 37),
          width: 37,
        });
        expect(alone[0]).toBe(all[11 * i + j]);
      }
  });

  it('give their memory back', () => {
    const free = () => withKernels((_, arena) => arena.allocate(1));
    const before = free();
    rowProducts({ a: numbers(60), b: numbers(90), width: 6 });
    weightedRows({ x: numbers(60), factors: new Float64Array(20), width: 6, outputs: 2 });
    expect(free()).toBe(before);
  });
});
