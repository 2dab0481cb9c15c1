import type { ArenaPlane } from './plane-memory.js';

/** Rows to a call of the kernel. */
const ROWS = 16;

/** Whole-pixel position of an extremum; layer i is the difference of the planes i + 1 and i. */
interface Extremum {
  readonly x: number;
  readonly y: number;
  readonly layer: number;
}

/** What to look for. */
export interface ExtremaSearch {
  /** The least absolute value, not included. */
  readonly threshold: number;
  /** Nothing is looked for within so many pixels of an edge. */
  readonly border: number;
}

/** As `findExtrema` of src/features/sift/extrema.ts, a few rows after the other. */
export class ArenaExtrema {
  /** By y, then layer, then x. */
  readonly found: Extremum[] = [];
  readonly #planes: readonly ArenaPlane[];
  readonly #search: ExtremaSearch;
  readonly #table: number;
  readonly #rows: number;
  readonly #rowBytes: number;
  readonly #out: number;
  #next: number;

  /** @param gaussians whose rows may be made later. What is allocated lives as long as the arena's scope. */
  constructor(gaussians: readonly ArenaPlane[], search: ExtremaSearch) {
    const { arena } = gaussians[0]!.memory;
    const { width } = gaussians[0]!;
    this.#planes = gaussians;
    this.#search = search;
    this.#next = search.border;
    this.#table = arena.put(Uint32Array.from(gaussians, ({ pointer }) => pointer));
    this.#rowBytes = 4 * (width + 16);
    this.#rows = arena.allocate(3 * (gaussians.length - 1) * this.#rowBytes);
    this.#out = arena.allocate(12 * ROWS * width * (gaussians.length - 3));
  }

  /** Looks through the rows of which the one below is among the `made` that all planes have. */
  advance(made: number): void {
    const { memory, width, height } = this.#planes[0]!;
    const { border, threshold } = this.#search;
    if (width <= 2 * border) return;
    const end = Math.min(made - 1, height - border);
    for (; this.#next < end; this.#next = Math.min(this.#next + ROWS, end)) {
      const count = memory.kernels.siftExtrema(
        this.#table,
        this.#planes.length,
        width,
        this.#next,
        Math.min(this.#next + ROWS, end),
        border,
        threshold,
        this.#rows,
        this.#rowBytes,
        this.#out,
      );
      const numbers = memory.arena.i32(this.#out, 3 * count);
      for (let i = 0; i < numbers.length; i += 3)
        this.found.push({ x: numbers[i]!, y: numbers[i + 1]!, layer: numbers[i + 2]! });
    }
  }
}
