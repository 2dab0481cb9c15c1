import { putRows } from './k-means/put-rows.js';
import { type Kernels, ownKernels } from './kernels.js';

interface DescendKernels {
  descendTree(vectors: number, count: number, stride: number, ...rest: number[]): void;
}

/** Vectors taken at once. */
const BLOCK = 256;

/** A tree of centroids in memory of its own: large ones are not worth copying for every image. */
export class Descent {
  readonly #kernels: Kernels<DescendKernels> = ownKernels();
  readonly #length: number;
  readonly #stride: number;
  readonly #nodes: number;
  readonly #children: number;
  readonly #vectors: number;
  readonly #words: number;

  /**
   * @param nodes rows of `length` numbers, the root's first.
   * @param children of each node its first child and how many there are; of a leaf its word and 0.
   */
  constructor(nodes: Float32Array, children: Int32Array, length: number) {
    const { arena } = this.#kernels;
    this.#length = length;
    this.#stride = 8 * Math.ceil(length / 8);
    const count = nodes.length / length;
    this.#children = arena.put(children);
    this.#nodes = arena.allocate(4 * count * this.#stride);
    this.#vectors = arena.allocate(4 * BLOCK * this.#stride);
    this.#words = arena.allocate(4 * BLOCK);
    putRows(nodes, arena.f32(this.#nodes, count * this.#stride), { length, stride: this.#stride });
  }

  /** The word of each row of `length` numbers. */
  words(vectors: Float32Array): Int32Array {
    const { exports, arena } = this.#kernels;
    const length = this.#length;
    const stride = this.#stride;
    const found = new Int32Array(vectors.length / length);
    for (let from = 0; from < found.length; from += BLOCK) {
      const count = Math.min(BLOCK, found.length - from);
      const rows = vectors.subarray(from * length, (from + count) * length);
      putRows(rows, arena.f32(this.#vectors, count * stride), { length, stride });
      exports.descendTree(this.#vectors, count, stride, this.#nodes, this.#children, this.#words);
      found.set(arena.i32(this.#words, count), from);
    }
    return found;
  }
}
