import { withKernels } from './kernels.js';

interface NearestKernels {
  squaredLengths(rows: number, count: number, length: number, squares: number): void;
  packF32(rows: number, count: number, length: number, panels: number): void;
  scoreF32(x: number, vectors: number, length: number, panels: number, ...rest: number[]): void;
  nearestTwo(x: number, vectors: number, rows: number, count: number, ...rest: number[]): void;
}

/** The two nearest rows of each vector. */
export interface NearestTwo {
  /** The nearest row, of equals the first. */
  readonly indices: Int32Array;
  /** Squared distance of the nearest. */
  readonly first: Float64Array;
  /** Squared distance of the second nearest, Infinity where there is one row. */
  readonly second: Float64Array;
}

/** Vectors taken at once: a block of 128 numbers each stays in the first cache. */
const BLOCK = 32;
/** Up to here float32 neither overflows nor do the bounds below fail. */
const LARGEST = 1e18;
const LONGEST = 65536;

/**
 * For each row of `x` the nearest row of `rows` and the squared distances of it and of the second nearest, both as
 * measured in float64 in the order of the numbers. Flat matrices of rows of `length` numbers.
 * @returns undefined, without an answer, where the kernel's bounds do not hold: nothing to compare, NaN, infinity,
 * vectors longer than 1e18 or of more than 65,536 numbers.
 */
export function nearestTwo(x: Float32Array, rows: Float32Array, length: number): NearestTwo | undefined {
  if (length === 0 || length > LONGEST || x.length === 0 || rows.length === 0) return undefined;
  const total = x.length / length;
  const count = rows.length / length;
  const padded = 8 * Math.ceil(count / 8);
  const found = {
    indices: new Int32Array(total),
    first: new Float64Array(total),
    second: new Float64Array(total),
  };
  return withKernels((kernels: NearestKernels, arena) => {
    const rowsAt = arena.put(rows);
    const panels = arena.allocate(4 * padded * length);
    const squares = arena.allocate(8 * count);
    const halves = arena.allocate(4 * padded);
    const block = arena.allocate(4 * BLOCK * length);
    const scores = arena.allocate(4 * BLOCK * padded);
    const margins = arena.allocate(8 * BLOCK);
    const results = arena.allocate(24 * BLOCK);
    kernels.squaredLengths(rowsAt, count, length, squares);
    const longest = Math.sqrt(arena.f64(squares, count).reduce((a, b) => Math.max(a, b), 0));
    if (!(longest <= LARGEST)) return undefined;
    kernels.packF32(rowsAt, count, length, panels);
    arena.f32(halves, padded).fill(Infinity);
    arena.f32(halves, count).set(arena.f64(squares, count).map((square) => square / 2));
    for (let from = 0; from < total; from += BLOCK) {
      const vectors = Math.min(BLOCK, total - from);
      arena.f32(block, vectors * length).set(x.subarray(from * length, (from + vectors) * length));
      kernels.squaredLengths(block, vectors, length, margins);
      const bounds = arena.f64(margins, vectors);
      for (let i = 0; i < vectors; i++) {
        const own = Math.sqrt(bounds[i]!);
        if (!(own <= LARGEST)) return undefined;
        bounds[i] = scoreMargin(own, longest, length);
      }
      kernels.scoreF32(block, vectors, length, panels, halves, padded, scores);
      kernels.nearestTwo(block, vectors, rowsAt, count, length, scores, padded, margins, results);
      const values = arena.f64(results, 3 * vectors);
      for (let i = 0; i < vectors; i++) {
        found.indices[from + i] = values[3 * i]!;
        found.first[from + i] = values[3 * i + 1]!;
        found.second[from + i] = values[3 * i + 2]!;
      }
    }
    return found;
  });
}

/**
 * How far the score of the nearest row as float64 measures it may lie above the smallest score. With u = 2⁻²⁴ a score
 * is wrong by at most (length + 3)·u·(½|c|² + |x||c|) (Higham, "Accuracy and Stability of Numerical Algorithms",
 * section 3.1, and Cauchy-Schwarz), twice for two scores; the measured distance by (length + 3)·2⁻⁵³ of itself, which
 * is at most (|x| + |c|)². The factor 1.01 covers higher orders, 1e-37 numbers too small for float32.
 */
function scoreMargin(own: number, longest: number, length: number): number {
  const screen = 2 * (longest ** 2 / 2 + own * longest) * 2 ** -24;
  const measure = (own + longest) ** 2 * 2 ** -53;
  return 1.01 * (length + 4) * (screen + measure) + 1e-37;
}
