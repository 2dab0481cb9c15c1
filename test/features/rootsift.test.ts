import { describe, expect, it } from 'vitest';
import { ndarray, row } from '../../src/core/ndarray.js';
import { rootSift, rootsiftExtractor } from '../../src/features/rootsift.js';
import { sift } from '../../src/features/sift.js';
import { goldenImage } from './sift-goldens.js';

describe('rootSift', () => {
  it('is the square root of each value’s share of its row', () => {
    const { data, shape } = rootSift(ndarray(Float32Array.of(1, 4, 4, 0, 0, 16, 0, 0), [2, 4]));
    expect(shape).toEqual([2, 4]);
    expect([...data]).toEqual([1 / 3, 2 / 3, 2 / 3, 0, 0, 1, 0, 0].map(Math.fround));
  });

  it('keeps rows of zeros and leaves its argument alone', () => {
    const descriptors = ndarray(Uint8Array.of(0, 0, 9, 0), [2, 2]);
    expect([...rootSift(descriptors).data]).toEqual([0, 0, 1, 0]);
    expect([...descriptors.data]).toEqual([0, 0, 9, 0]);
  });

  it('takes no rows at all', () => {
    expect(rootSift(ndarray(new Float32Array(0), [0, 128])).shape).toEqual([0, 128]);
  });

  it('refuses negative values, NaN and anything but rows, naming the row', () => {
    expect(() => rootSift(ndarray(Float32Array.of(1, 2, 3, -1), [2, 2]))).toThrow(/row 1/);
    expect(() => rootSift(ndarray(Float32Array.of(NaN, 2), [1, 2]))).toThrow(/row 0/);
    expect(() => rootSift(ndarray(Float32Array.of(1, 2), [2]))).toThrow(/\[n, length\]/);
  });

  it('makes the dot product the Bhattacharyya coefficient of the originals', async () => {
    const { descriptors } = sift(await goldenImage('odd'));
    const roots = rootSift(descriptors);
    const share = (i: number) => {
      const values = row(descriptors, i);
      return values.map((value) => value / values.reduce((a, b) => a + b));
    };
    for (let i = 1; i < roots.shape[0]!; i++) {
      const expected = share(i).reduce((sum, value, k) => sum + Math.sqrt(value * share(0)[k]!), 0);
      const dot = row(roots, i).reduce((sum, value, k) => sum + value * row(roots, 0)[k]!, 0);
      expect(dot).toBeCloseTo(expected, 5);
      expect(Math.hypot(...row(roots, i))).toBeCloseTo(1, 5);
    }
  });
});

describe('the rootsift extractor', () => {
  it('gives the keypoints of sift with square-rooted descriptors', async () => {
    const odd = await goldenImage('odd');
    const plain = sift(odd, { maxKeypoints: 10 });
    const { keypoints, descriptors } = rootsiftExtractor.extract(odd, { maxKeypoints: 10 });
    expect(keypoints).toEqual(plain.keypoints);
    expect(descriptors).toEqual(rootSift(plain.descriptors));
  });
});
