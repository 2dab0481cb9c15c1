import type { Random } from './random.js';

/** Sixteen bits of a draw decide about one number. */
const STEPS = 0x10000;

/**
 * Fills `values` with `zero` at a probability and with `one` elsewhere, each number by itself: masks of millions of
 * numbers are drawn for every training step, which takes a generator that is one loop. Probabilities are rounded to
 * multiples of 1 / 65,536.
 *
 * Source: sfc32 of Doty-Humphrey's PractRand, whose 32 bits decide about two numbers.
 */
export function fillBernoulli(
  values: Float32Array,
  random: Random,
  { probability, zero, one }: { readonly probability: number; readonly zero: number; readonly one: number },
): void {
  const threshold = Math.round(probability * STEPS);
  let [a, b, c] = [seedWord(random), seedWord(random), seedWord(random)];
  let counter = 1;
  for (let i = 0; i < values.length; i += 2) {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    values[i] = (word & 0xffff) < threshold ? zero : one;
    // Beyond the end of an odd length this writes nothing.
    values[i + 1] = word >>> 16 < threshold ? zero : one;
  }
}

const seedWord = (random: Random): number => random.integer(-0x80000000, 0x7fffffff);
