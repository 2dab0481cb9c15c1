import { type BernoulliOptions, bernoulliStream } from '../core/bernoulli.js';
import type { Random } from '../core/random.js';
import { withKernels } from './kernels.js';

interface BernoulliKernels {
  fillBernoulli(
    ...arguments_: [
      ...[first: number, step: number, key: number, threshold: number],
      ...[zero: number, one: number, y: number, count: number],
    ]
  ): void;
}

/** Numbers of one call stay in the fastest cache. */
const STRIP = 1 << 13;

/** As `fillBernoulli` of core/bernoulli.ts, to the bit. */
export function fillBernoulli(values: Float32Array, random: Random, options: BernoulliOptions): void {
  const { first, step, key, threshold } = bernoulliStream(random, options);
  const { zero, one } = options;
  withKernels(({ fillBernoulli }: BernoulliKernels, arena) => {
    const strip = arena.allocate(4 * STRIP);
    for (let start = 0; start < values.length; start += STRIP) {
      const count = Math.min(STRIP, values.length - start);
      const counter = first + Math.imul(step, start / 2);
      fillBernoulli(counter, step, key, threshold, zero, one, strip, Math.ceil(count / 8) * 8);
      values.set(arena.f32(strip, count), start);
    }
  });
}
