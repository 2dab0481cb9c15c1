import { quantile } from '../bootstrap.js';
import { frequencyCount } from './low-frequencies.js';

const bands = 8;
const bitsOfBand = 8;
/** Of the 63 bits, how many may differ. Re-encoded copies differ in 0 to 4, views off by a fortieth in up to 12. */
const mostDifferentBits = 12;

/**
 * Finds views of similar build without comparing all with all (multi-index hashing; Norouzi, Punjani & Fleet, 2014,
 * doi:10.1109/TPAMI.2013.231):
 *
 * 1. Each coefficient becomes a bit: above or below its median over the whole set, so that each bit halves the set
 *    whatever kind of images it is made of.
 * 2. The bits are cut into eight bands. Two hashes that differ in at most seven bits share a whole band, and most of
 *    those that differ in twelve do; only images in the same bucket of some band are looked at.
 *
 * About n² / 32 looks for n images, each at eight bytes.
 */
export class FrequencyIndex {
  readonly #medians: Float64Array;
  /** Eight bytes an image, one a band. */
  readonly #hashes: Uint8Array;
  readonly #words: Uint32Array;
  readonly #buckets: readonly Int32Array[];
  /** The last query that looked at each image. */
  readonly #seen: Int32Array;
  #queries = 0;

  constructor(frequencies: readonly Float32Array[]) {
    this.#medians = mediansOf(frequencies);
    this.#hashes = new Uint8Array(frequencies.length * bands);
    this.#words = new Uint32Array(this.#hashes.buffer);
    frequencies.forEach((values, i) => {
      this.#hashes.set(this.#hash(values), i * bands);
    });
    this.#seen = new Int32Array(frequencies.length);
    const buckets = Array.from({ length: bands << bitsOfBand }, (): number[] => []);
    this.#hashes.forEach((value, place) => {
      buckets[((place % bands) << bitsOfBand) + value]!.push(Math.floor(place / bands));
    });
    this.#buckets = buckets.map((images) => Int32Array.from(images));
  }

  /** The images of similar build whose place is at least `from`, each once. */
  search(frequencies: Float32Array, { from }: { from: number }): number[] {
    const query = ++this.#queries;
    const hash = this.#hash(frequencies);
    const [low, high] = new Uint32Array(hash.buffer) as unknown as [number, number];
    const found: number[] = [];
    for (let band = 0; band < bands; band++) {
      const bucket = this.#buckets[(band << bitsOfBand) + hash[band]!]!;
      // Places ascend in a bucket.
      for (let k = bucket.length - 1; k >= 0 && bucket[k]! >= from; k--) {
        const i = bucket[k]!;
        if (this.#seen[i] === query) continue;
        this.#seen[i] = query;
        const different = ones(low ^ this.#words[2 * i]!) + ones(high ^ this.#words[2 * i + 1]!);
        if (different <= mostDifferentBits) found.push(i);
      }
    }
    return found;
  }

  #hash(frequencies: Float32Array): Uint8Array {
    const hash = new Uint8Array(bands);
    for (let k = 0; k < frequencyCount; k++)
      if (frequencies[k]! > this.#medians[k]!) hash[k >> 3]! |= 1 << (k & 7);
    return hash;
  }
}

function mediansOf(frequencies: readonly Float32Array[]): Float64Array {
  const column = new Float32Array(frequencies.length);
  return Float64Array.from({ length: frequencyCount }, (_, k) => {
    for (let i = 0; i < column.length; i++) column[i] = frequencies[i]![k]!;
    return quantile(column.sort(), 0.5);
  });
}

/** Bits that are set in a 32-bit word. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
