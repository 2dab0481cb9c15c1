import { describe, expect, it } from 'vitest';
import { withDescentReference } from '../../src/classify/descent-reference.js';
import { Random } from '../../src/core/random.js';
import { type Descent, withDescent } from '../../src/kernels/coordinate-descent.js';
import { withKernels } from '../../src/kernels/kernels.js';

const size = { blocks: 13, width: 24, machines: 5 };

/** Rows and signs at random, the last row absent; machines of both losses. */
function fill(descent: Descent): void {
  const random = new Random(2);
  const { x, signs, active, settings } = descent;
  for (let i = 0; i < x.length - size.width; i++) x[i] = Math.fround(random.normal());
  for (let pair = 0; pair < signs.length; pair++) {
    signs[pair] = random.integer(0, 15);
    active[pair] = pair >= signs.length - size.machines ? 7 : 15;
  }
  for (let machine = 0; machine < size.machines; machine++) {
    const hinge = machine % 2 === 0;
    settings.set(hinge ? [0.05, 0.1, 0, 0] : [Infinity, Infinity, 4, 2], 8 * machine);
    settings.set([Infinity, -Infinity], 8 * machine + 4);
  }
  descent.prepare();
}

function passes(descent: Descent, count: number): void {
  const order = Int32Array.from({ length: size.blocks }, (_, i) => (i * 5) % size.blocks);
  for (let pass = 0; pass < count; pass++) {
    for (let machine = 0; machine < size.machines; machine++)
      descent.settings.set([-Infinity, Infinity], 8 * machine + 6);
    descent.pass(order);
  }
}

const found = ({ weights, alphas, active, settings }: Descent) => ({
  weights: weights.slice(),
  alphas: alphas.slice(),
  active: active.slice(),
  settings: settings.slice(),
});

/** What weights must be of these multipliers. */
function weightsOf({ x, alphas, signs }: Descent): Float64Array {
  const weights = new Float64Array(size.machines * size.width);
  alphas.forEach((alpha, at) => {
    const [pair, j] = [at >> 2, at & 3];
    const sign = (signs[pair]! >> j) & 1 ? 1 : -1;
    const row = 4 * Math.floor(pair / size.machines) + j;
    for (let k = 0; k < size.width; k++)
      weights[(pair % size.machines) * size.width + k]! += sign * alpha * x[row * size.width + k]!;
  });
  return weights;
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => (value === b[i] ? 0 : Math.abs(value - b[i]!))));

describe.each([
  ['kernel', withDescent],
  ['reference', withDescentReference],
] as const)('dual coordinate descent by the %s', (_, run) => {
  it('keeps weights the sum of what the multipliers say, and multipliers within their bounds', () => {
    run(size, (descent) => {
      fill(descent);
      passes(descent, 5);
      expect(farthest(descent.weights, weightsOf(descent))).toBeLessThan(1e-5);
      descent.alphas.forEach((alpha, at) => {
        const machine = (at >> 2) % size.machines;
        const side = (descent.signs[at >> 2]! >> (at & 3)) & 1;
        expect(alpha).toBeGreaterThanOrEqual(0);
        expect(alpha).toBeLessThanOrEqual(descent.settings[8 * machine + side]!);
      });
    });
  });

  it('brings the projected gradients together', () => {
    run(size, (descent) => {
      fill(descent);
      const ranges = [2, 300].map((count) => {
        passes(descent, count);
        return Math.max(
          ...Array.from(
            { length: size.machines },
            (_, k) => descent.settings[8 * k + 6]! - descent.settings[8 * k + 7]!,
          ),
        );
      });
      expect(ranges[0]).toBeGreaterThan(0.1);
      expect(ranges[1]).toBeLessThan(1e-4);
    });
  });

  it('leaves out what is at a bound beyond the thresholds, and touches nothing that takes no part', () => {
    run(size, (descent) => {
      fill(descent);
      passes(descent, 3);
      const before = descent.alphas.slice();
      for (let machine = 0; machine < size.machines; machine++)
        descent.settings.set([1e-3, -1e-3], 8 * machine + 4);
      descent.active.fill(0, 0, size.machines);
      passes(descent, 1);
      expect(descent.alphas.slice(0, 4 * size.machines)).toEqual(before.slice(0, 4 * size.machines));
      const bits = descent.active.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
      expect(bits).toBeLessThan(4 * descent.active.length - 4 * size.machines - 5);
    });
  });
});

describe('the kernel of dual coordinate descent', () => {
  it('takes the steps of the reference, within the rounding of float32', () => {
    const results = [withDescent, withDescentReference].map((run) =>
      run(size, (descent) => {
        fill(descent);
        passes(descent, 4);
        return found(descent);
      }),
    );
    const [kernel, reference] = results as [ReturnType<typeof found>, ReturnType<typeof found>];
    expect(farthest(kernel.alphas, reference.alphas)).toBeLessThan(1e-5);
    expect(farthest(kernel.weights, reference.weights)).toBeLessThan(1e-5);
    expect(farthest(kernel.settings, reference.settings)).toBeLessThan(1e-4);
    expect(kernel.active).toEqual(reference.active);
    expect(Math.max(...kernel.alphas)).toBeGreaterThan(0.05);
  });

  it('gives its memory back', () => {
    const free = () => withKernels((_, arena) => arena.allocate(1));
    const before = free();
    withDescent(size, fill);
    expect(free()).toBe(before);
  });
});
