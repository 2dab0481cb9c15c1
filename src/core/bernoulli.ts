import type { Random } from './random.js';

/** Sixteen bits of a draw decide about one number. */
const STEPS = 0x10000;

/**
 * Fills `values` with `zero` at a probability and with `one` elsewhere, each number by itself: masks of millions of
 * numbers are drawn for every training step. Probabilities are rounded to multiples of 1 / 65,536.
 *
 * Two numbers come of 32 bits, the mixed count of a pair: no draw waits for the one before.
 * Source: the finaliser of Appleby's MurmurHash3, on a counter as in Steele, Lea & Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014, doi:10.1145/2660193.2660195; the counter and what is mixed into it are drawn
 * from `random`.
 */
export function fillBernoulli(values: Float32Array, random: Random, options: BernoulliOptions): void {
  const { first, step, key, threshold } = bernoulliStream(random, options);
  // A difference's sign bit picks: a branch would be foretold wrongly every other time.
  const either = Float32Array.of(options.one, options.zero);
  for (let i = 0, counter = first; i < values.length; i += 2, counter = (counter + step) | 0) {
    const bits = mixed(counter ^ key);
    values[i] = either[((bits & 0xffff) - threshold) >>> 31]!;
    // Beyond the end of an odd length this writes nothing.
    values[i + 1] = either[((bits >>> 16) - threshold) >>> 31]!;
  }
}

/** How often there is which number. */
export interface BernoulliOptions {
  /** Of `zero`. */
  readonly probability: number;
  readonly zero: number;
  readonly one: number;
}

/** What a stream of such numbers is computed from: `counter ^ key`, mixed, gives a pair; all are 32-bit integers. */
export function bernoulliStream(random: Random, { probability }: BernoulliOptions) {
  const [start, key] = [word(random), word(random)];
  const threshold = Math.round(probability * STEPS);
  return { first: Math.imul(start, GOLDEN), step: Math.imul(2, GOLDEN), key, threshold };
}

/** 2³² divided by the golden ratio, odd: multiples of it are spread evenly. */
const GOLDEN = 0x9e3779b1;

const word = (random: Random): number => random.integer(-0x80000000, 0x7fffffff);

function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
