import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A seeded stream of random numbers (xoroshiro128+ of pure-rand). All randomness in Fovea comes
 * from one of these, made from a seed that the caller gave: the same seed, the same numbers.
 */
export class Random {
  readonly seed: number;
  readonly #generator: ReturnType<typeof xoroshiro128plus>;
  #spare: number | undefined;

  constructor(seed: number) {
    this.seed = seed;
    this.#generator = xoroshiro128plus(seed);
    // Nearby seeds start with nearby states; the first numbers are thrown away until they part.
    for (let i = 0; i < 16; i++) this.#generator.next();
  }

  /** An integer in `[low, high]`, both ends included. */
  integer(low: number, high: number): number {
    return uniformInt(this.#generator, low, high);
  }

  /** A number in `[low, high)`; by default in `[0, 1)`. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * uniformFloat64(this.#generator);
  }

  /** A normally distributed number (Box–Muller), by default of mean 0 and standard deviation 1. */
  normal(mean = 0, deviation = 1): number {
    if (this.#spare !== undefined) {
      const value = this.#spare;
      this.#spare = undefined;
      return mean + deviation * value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return mean + deviation * radius * Math.cos(angle);
  }

  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)]!;
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<T extends { length: number; [i: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }

  /** `count` different integers of `[0, total)`, in ascending order (all of them when there are fewer). */
  sample(total: number, count: number): Int32Array {
    const all = this.shuffle(Int32Array.from({ length: total }, (_, i) => i));
    return all.subarray(0, Math.min(count, total)).sort();
  }

  /** A stream of its own for a named part, so that drawing more numbers here never shifts those there. */
  fork(label: string | number): Random {
    let hash = 0x811c9dc5 ^ this.seed;
    for (const char of String(label)) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
    return new Random(hash | 0);
  }
}
