import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillBernoulli as reference } from '../../src/core/bernoulli.js';
import { Random } from '../../src/core/random.js';
import { fillBernoulli as kernel } from '../../src/kernels/bernoulli.js';

/** Both on arrays of their own; expects the same bits. */
function both(length: number, seed: number, probability: number): void {
  const [one, other] = [new Float32Array(length), new Float32Array(length)];
  const options = { probability, zero: -0.25, one: 1.75 };
  kernel(one, new Random(seed), options);
  reference(other, new Random(seed), options);
  expect(one).toEqual(other);
}

describe('masks by the kernel and the reference', () => {
  it('are the same for any length, seed and probability', () => {
    const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const probabilities = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(fc.integer({ min: 0, max: 70 }), seeds, probabilities, both));
  });

  it('are the same over the edges of the strips in which they are drawn', () => {
    for (const seed of [1, 2, 3]) both(3 * 8192 + 5, seed, 0.3);
  });
});
