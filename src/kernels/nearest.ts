import type { Arena } from './arena.js';
import { withKernels } from './kernels.js';
import { type Block, floatScreen, type RowSet, type ScreenKernels, wholeScreen } from './nearest-screens.js';

interface NearestKernels extends ScreenKernels {
  squaredLengths(rows: number, count: number, length: number, squares: number): void;
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
/** Up to here float32 neither overflows nor do the bounds of the screens fail. */
const LARGEST = 1e18;
const MOST_NUMBERS = 65_536;

/**
 * For each row of `x` the nearest row of `rows` and the squared distances of it and of the second nearest, both as
 * measured in float64 in the order of the numbers. Flat matrices of rows of `length` numbers.
 * @returns undefined, without an answer, where the kernel's bounds do not hold: nothing to compare, NaN, infinity,
 * vectors longer than 1e18 or of more than 65,536 numbers.
 */
export function nearestTwo(x: Float32Array, rows: Float32Array, length: number): NearestTwo | undefined {
  if (length === 0 || length > MOST_NUMBERS || x.length === 0 || rows.length === 0) return undefined;
  return withKernels((kernels: NearestKernels, arena) => {
    const set = rowSet(kernels, arena, { rows, length });
    if (!(set.longest <= LARGEST)) return undefined;
    const total = x.length / length;
    const found = {
      indices: new Int32Array(total),
      first: new Float64Array(total),
      second: new Float64Array(total),
    };
    const search = blockSearch(kernels, arena, set);
    for (let from = 0; from < total; from += BLOCK) {
      const to = Math.min(from + BLOCK, total);
      const results = search(x.subarray(from * length, to * length));
      if (!results) return undefined;
      for (let i = from; i < to; i++) {
        found.indices[i] = results[3 * (i - from)]!;
        found.first[i] = results[3 * (i - from) + 1]!;
        found.second[i] = results[3 * (i - from) + 2]!;
      }
    }
    return found;
  });
}

function rowSet(
  kernels: NearestKernels,
  arena: Arena,
  { rows, length }: { rows: Float32Array; length: number },
): RowSet {
  const count = rows.length / length;
  const padded = 8 * Math.ceil(count / 8);
  const set = { rows: arena.put(rows), count, padded, length, halves: arena.allocate(4 * padded) };
  const squaresAt = arena.allocate(8 * count);
  kernels.squaredLengths(set.rows, count, length, squaresAt);
  const squares = arena.f64(squaresAt, count);
  const halves = arena.f32(set.halves, padded).fill(Infinity);
  let largest = 0;
  for (let i = 0; i < count; i++) {
    halves[i] = squares[i]! / 2;
    largest = Math.max(largest, squares[i]!);
  }
  return { ...set, longest: Math.sqrt(largest) };
}

/** What searches for up to `BLOCK` vectors: index, first and second distance of each; undefined where none may. */
function blockSearch(kernels: NearestKernels, arena: Arena, set: RowSet) {
  const { rows, count, padded, length, longest } = set;
  const block: Block = {
    x: arena.allocate(4 * BLOCK * length),
    vectors: BLOCK,
    scores: arena.allocate(4 * BLOCK * padded),
  };
  const margins = arena.allocate(8 * BLOCK);
  const results = arena.allocate(24 * BLOCK);
  const whole = wholeScreen(kernels, arena, { ...set, block });
  const float = floatScreen(kernels, arena, { ...set, block });
  return (x: Float32Array): Float64Array | undefined => {
    const vectors = x.length / length;
    arena.f32(block.x, x.length).set(x);
    kernels.squaredLengths(block.x, vectors, length, margins);
    const lengths = arena.f64(margins, vectors).map(Math.sqrt);
    const longestOwn = lengths.reduce((a, b) => Math.max(a, b));
    if (!(longestOwn <= LARGEST)) return undefined;
    const screen = [whole, float].find((one) => one.score(vectors, longestOwn))!;
    arena.f64(margins, vectors).set(lengths.map((own) => margin(own, screen.error(own))));
    kernels.nearestTwo(block.x, vectors, rows, count, length, block.scores, padded, margins, results);
    return arena.f64(results, 3 * vectors);
  };

  /**
   * How far above the smallest score that of the row may lie which float64 measures nearest: two scores are wrong, and
   * a measured distance by (length + 3)·2⁻⁵³ of itself, which is at most (|x| + |c|)². 1e-37: what float32 loses of
   * numbers too small for it.
   */
  function margin(own: number, error: number): number {
    return 2 * error + 1.01 * (length + 4) * (own + longest) ** 2 * 2 ** -53 + 1e-37;
  }
}
