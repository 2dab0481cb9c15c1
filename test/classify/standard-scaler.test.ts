import { describe, expect, it } from 'vitest';
import { StandardScaler } from '../../src/classify/standard-scaler.js';
import { stack } from '../../src/core/ndarray.js';
import { farthest, golden, samplesOf } from './golden.js';

describe('StandardScaler', () => {
  it('scales as scikit-learn does, a constant column included', () => {
    const { features, x, mean, scale, transformed } = golden.scaler;
    const samples = samplesOf(x, features);
    const scaler = StandardScaler.fit(samples);
    expect(farthest(scaler.mean, mean)).toBeLessThan(1e-8);
    expect(farthest(scaler.scale, scale)).toBeLessThan(1e-8);
    expect(farthest(scaler.transform(samples).data, transformed)).toBeLessThan(1e-6);
    expect(scale[2]).toBe(1);
  });

  it('brings 1, 3 to −1, 1, and a new 5 to 3: what is new changes nothing', () => {
    const scaler = StandardScaler.fit(stack([[1], [3]]));
    expect([...scaler.transform(stack([[1], [3], [5]])).data]).toEqual([-1, 1, 3]);
  });

  it('only shifts a constant column, whatever its number', () => {
    for (const value of [0, 0.1, 1 / 3, 12345.678, 1e-20, 1e20]) {
      const x = stack(Array.from({ length: 37 }, () => [value]));
      const { data } = StandardScaler.fit(x).transform(x);
      expect(Math.max(...data.map(Math.abs))).toBeLessThanOrEqual(Math.abs(value) * 1e-12);
    }
  });

  it('still scales a column of very small numbers', () => {
    const x = stack([[1e-12], [3e-12]]);
    expect(farthest(StandardScaler.fit(x).transform(x).data, [-1, 1])).toBeLessThan(1e-6);
  });

  it('comes back from its state', () => {
    const x = stack([
      [1, 5],
      [2, 5],
      [4, 5],
    ]);
    const scaler = StandardScaler.fit(x);
    expect(StandardScaler.restore(scaler.state()).transform(x)).toEqual(scaler.transform(x));
    expect(() => StandardScaler.restore({ config: {}, tensors: {} })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });
});
