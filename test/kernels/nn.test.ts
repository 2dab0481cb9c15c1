import { describe, expect, it } from 'vitest';
import { withKernels } from '../../src/kernels/kernels.js';
import type { NetworkKernels } from '../../src/nn/engines/builtin/network-kernels.js';

/** The numbers of operators: operators/unary.ts. */
const [EXP, LOG, SIGMOID, SOFTPLUS, TANH] = [1, 3, 5, 7, 8] as const;

const computed = (operator: number, x: Float32Array): Float32Array =>
  withKernels<NetworkKernels, Float32Array>((kernels, arena) => {
    const [from, to] = [arena.put(x), arena.allocate(x.byteLength)];
    kernels.unary(operator, from, to, x.length, 0);
    return arena.f32(to, x.length).slice();
  });

/** The largest error in units in the last place of the exact result, rounded to float32. */
function largestError(operator: number, x: Float32Array, exact: (x: number) => number): number {
  const found = computed(operator, x);
  return found.reduce((most, value, i) => {
    const expected = exact(x[i]!);
    const unit = 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(expected))) - 23);
    return Math.max(most, Math.abs(value - expected) / unit);
  }, 0);
}

const between = (low: number, high: number, count = 20_001): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count);

describe('functions of four floats', () => {
  it.each([
    ['exp', EXP, [-87, 88.7], Math.exp, 2],
    ['exp below the normal numbers', EXP, [-103, -87], Math.exp, 2],
    ['log', LOG, [1e-3, 50], Math.log, 2],
    ['log far from 1', LOG, [1e30, 3e38], Math.log, 2],
    ['sigmoid', SIGMOID, [-80, 30], (x: number) => 1 / (1 + Math.exp(-x)), 4],
    ['softplus', SOFTPLUS, [-80, 80], (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 4],
    ['tanh', TANH, [-10, 10], Math.tanh, 4],
    ['tanh near 0', TANH, [-1e-3, 1e-3], Math.tanh, 2],
  ] as const)('%s is good to the last places', (_, operator, [low, high], exact, units) => {
    expect(largestError(operator, between(low, high), exact)).toBeLessThan(units);
  });

  it('keep to the limits', () => {
    const x = Float32Array.of(Infinity, -Infinity, 0, -0, NaN, 200, -200);
    expect([...computed(EXP, x)]).toEqual([Infinity, 0, 1, 1, NaN, Infinity, 0]);
    expect([...computed(LOG, x)]).toEqual([
      Infinity,
      NaN,
      -Infinity,
      -Infinity,
      NaN,
      Math.fround(Math.log(200)),
      NaN,
    ]);
    expect([...computed(TANH, x)]).toEqual([1, -1, 0, -0, NaN, 1, -1]);
    expect([...computed(SIGMOID, x)]).toEqual([1, 0, 0.5, 0.5, NaN, 1, 0]);
  });
});
