import { describe, expect, it } from 'vitest';
import { ndarray, nestStates, partOf, row, stack, takeRows } from '../../src/core/index.js';

describe('ndarray', () => {
  it('refuses data that does not fill its shape, naming both', () => {
    expect(() => ndarray(new Float32Array(5), [2, 3])).toThrow(
      'Expected 6 values for shape [2, 3] but received 5.',
    );
  });

  it('reads a row as a view of the same memory', () => {
    const array = ndarray(Float32Array.of(1, 2, 3, 4), [2, 2]);
    row(array, 1)[0] = 9;
    expect([...array.data]).toEqual([1, 2, 9, 4]);
  });

  it('takes rows in the asked order, of any rank and number type', () => {
    const array = ndarray(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), [2, 2, 2]);
    expect(takeRows(array, [1, 0, 1])).toEqual({
      data: Uint8Array.of(5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8),
      shape: [3, 2, 2],
    });
  });

  it('stacks equal vectors and names the first that differs', () => {
    expect(
      stack([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual({ data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] });
    expect(() => stack([[1, 2], [3]])).toThrow('row 1 has 1');
    expect(stack([])).toEqual({ data: new Float32Array(0), shape: [0, 0] });
  });
});

describe('nested states', () => {
  it('come apart as they were put together', () => {
    const scaler = { config: { kind: 'standard' }, tensors: { mean: ndarray(Float32Array.of(1), [1]) } };
    const svm = { config: { c: 1 }, tensors: { weights: ndarray(Float32Array.of(2), [1]) } };
    const outer = nestStates({ model: nestStates({ scaler, svm }) });
    expect(partOf(partOf(outer, 'model'), 'scaler')).toEqual(scaler);
    expect(partOf(partOf(outer, 'model'), 'svm')).toEqual(svm);
    expect(() => partOf(outer, 'knn')).toThrow("Expected a saved part 'knn' but found model.");
  });
});
