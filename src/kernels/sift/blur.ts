import type { ArenaPlane } from './plane-memory.js';

/** Pixels that the kernels make at once. */
const STEP = 32;
/** Rows to a call of the kernel: V8 compiles it better from one call to the next. */
const ROWS = 16;

/**
 * As `gaussianBlur` of src/features/sift/gaussian-blur.ts, to the last bit of every value above 2^−126.
 * @param taps odd in number, symmetric.
 */
export function blurredPlane(plane: ArenaPlane, taps: Float32Array): ArenaPlane {
  const out = plane.memory.create(plane.width, plane.height);
  plane.memory.arena.scope(() => new RowBlur(plane, out, taps).makeUntil(plane.height));
  return out;
}

/** One blur on its way down a plane. What it allocates lives as long as the arena's scope. */
export class RowBlur {
  readonly radius: number;
  readonly #stride: number;
  readonly #taps: number;
  readonly #ring: number;
  readonly #ringRows: number;
  readonly #scratch: number;
  #made = 0;

  constructor(
    readonly source: ArenaPlane,
    readonly out: ArenaPlane,
    taps: Float32Array,
  ) {
    const { arena } = source.memory;
    this.radius = taps.length >> 1;
    this.#stride = Math.ceil(source.width / STEP) * STEP;
    this.#taps = arena.put(taps);
    this.#ringRows = 2 * this.radius + ROWS;
    this.#ring = arena.allocate(4 * this.#ringRows * this.#stride);
    this.#scratch = arena.put(new Float32Array(this.#stride + 2 * this.radius + ROWS * taps.length));
  }

  /** Makes the rows up to, not including, `last`; those of the source that it needs are there. */
  makeUntil(last: number): void {
    const { source, out, radius } = this;
    for (; this.#made < last; this.#made += ROWS)
      source.memory.kernels.siftBlurRows(
        source.pointer,
        source.width,
        source.height,
        this.#made,
        Math.min(this.#made + ROWS, last),
        this.#taps,
        radius,
        this.#ring,
        this.#ringRows,
        this.#stride,
        this.#scratch,
        out.pointer,
      );
    this.#made = last;
  }
}
