import { describe, expect, it } from 'vitest';
import { additiveKernel } from '../../src/classify/additive-kernel.js';
import { AdditiveMap } from '../../src/classify/additive-map.js';
import { NystroemMap } from '../../src/classify/nystroem-map.js';
import { rowProducts } from '../../src/classify/row-products.js';
import { rowSource } from '../../src/classify/row-source.js';
import { ndarray } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { farthest, goldenSet, machines } from './golden.js';

const random = new Random(6);
const histograms = Float32Array.from({ length: 12 * 10 }, (_, i) => (i % 7 ? random.uniform() / 10 : 0));

describe('AdditiveMap', () => {
  it('is the AdditiveChi2Sampler of scikit-learn for chi2, zeros too', () => {
    const { features, x, mapped } = machines.chi2Map;
    const found = new AdditiveMap('chi2', features).apply(Float32Array.from(x));
    expect(farthest(found, mapped)).toBeLessThan(1e-6);
  });

  it.each([
    ['hellinger', 1e-6],
    ['chi2', 0.033],
    ['intersection', 0.105],
  ] as const)('has %s for its dot product, within %f of the largest', (kernel, tolerance) => {
    const map = new AdditiveMap(kernel, 10);
    const rows = map.apply(histograms);
    const found = rowProducts({ a: rows, b: rows, width: map.width });
    const exact = additiveKernel(kernel, { a: histograms, b: histograms, width: 10 });
    expect(farthest(found, exact) / Math.max(...exact)).toBeLessThan(tolerance);
  });
});

describe('NystroemMap', () => {
  const { x } = goldenSet('three');
  const gaussian = (i: number, j: number) => {
    let squared = 0;
    for (let k = 0; k < 4; k++) squared += (x.data[4 * i + k]! - x.data[4 * j + k]!) ** 2;
    return Math.exp(-0.2 * squared);
  };
  const products = (landmarks: number) => {
    const map = NystroemMap.fit(rowSource(x), { landmarks, gamma: 0.2, seed: 1 });
    const rows = map.apply(x.data);
    return rowProducts({ a: rows, b: rows, width: map.width });
  };
  const exact = Float64Array.from({ length: 60 * 60 }, (_, at) => gaussian(Math.floor(at / 60), at % 60));

  it('has the Gaussian kernel for its dot product where every sample is a landmark', () => {
    expect(farthest(products(100), exact)).toBeLessThan(1e-3);
  });

  it('comes nearer with more landmarks', () => {
    const errors = [5, 15, 40].map((landmarks) => farthest(products(landmarks), exact));
    expect(errors[1]).toBeLessThan(errors[0]!);
    expect(errors[2]).toBeLessThan(errors[1]!);
  });

  it('has more landmarks than are multiplied at once', () => {
    const many = ndarray(
      Float32Array.from({ length: 300 * 3 }, () => random.normal()),
      [300, 3],
    );
    const map = NystroemMap.fit(rowSource(many), { landmarks: 300, gamma: 0.5, seed: 1 });
    const rows = map.apply(many.data);
    const found = rowProducts({ a: rows, b: rows, width: map.width });
    for (const [i, j] of [
      [0, 0],
      [3, 299],
      [298, 260],
    ] as const) {
      let squared = 0;
      for (let k = 0; k < 3; k++) squared += (many.data[3 * i + k]! - many.data[3 * j + k]!) ** 2;
      expect(found[300 * i + j]).toBeCloseTo(Math.exp(-squared / 2), 2);
    }
  });

  it('prefers candidates, and draws others where they are too few', () => {
    const landmarksOf = (candidates: Int32Array, landmarks: number) => {
      const options = { landmarks, gamma: 0.2, seed: 1, candidates };
      const { data } = NystroemMap.fit(rowSource(x), options).state().tensors.landmarks!;
      return Array.from(
        { length: landmarks },
        (_, at) => Array.from({ length: 60 }, (_, i) => i).find((i) => x.data[4 * i] === data[4 * at])!,
      );
    };
    const candidates = Int32Array.of(3, 14, 15, 40, 59);
    expect(landmarksOf(candidates, 3).every((i) => candidates.includes(i))).toBe(true);
    const eight = landmarksOf(candidates, 8);
    expect(eight.filter((i) => candidates.includes(i))).toHaveLength(5);
    expect(new Set(eight).size).toBe(8);
  });

  it('draws the same landmarks for the same seed, from blocks of any size', () => {
    const options = { landmarks: 7, gamma: 0.2, seed: 1 };
    const map = NystroemMap.fit(rowSource(x), options);
    const blocks = {
      count: 60,
      width: 4,
      forEachBlock: (take: (block: Float32Array, from: number) => void) => {
        for (let from = 0; from < 60; from += 5) take(x.data.subarray(4 * from, 4 * from + 20), from);
      },
    };
    expect(NystroemMap.fit(blocks, options).state()).toEqual(map.state());
  });

  it('takes samples that are all alike', () => {
    const alike = ndarray(new Float32Array(12).fill(0.5), [4, 3]);
    const map = NystroemMap.fit(rowSource(alike), { landmarks: 4, gamma: 0, seed: 0 });
    expect(map.apply(alike.data).every(Number.isFinite)).toBe(true);
  });
});
