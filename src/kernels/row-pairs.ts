import type { Arena } from './arena.js';
import { withKernels } from './kernels.js';

interface PairKernels {
  packFour(rows: number, length: number, panel: number): void;
  addDotProducts(a: number, count: number, length: number, ...rest: number[]): void;
  addSquaredDistances(a: number, count: number, length: number, ...rest: number[]): void;
}

type Numbers = Float32Array | Float64Array;

/** Flat matrices of rows of `length` numbers, at least 1. */
interface RowPairs {
  readonly a: Numbers;
  readonly b: Numbers;
  readonly length: number;
}

/** Rows of `a` taken at once: with strips of `STRIP` columns they stay in the second cache. */
const BLOCK = 512;
const STRIP = 256;

/**
 * The dot product of each row of `a` with each row of `b`, `[rows of a, rows of b]`, in float64: each summed in the
 * order of the numbers, or by `stripSums` each strip of 256 on its own and then the sums of the strips.
 */
export function dotProductKernel(pairs: RowPairs, { stripSums }: { stripSums: boolean }): Float64Array {
  return overPairs(pairs, (kernels, tile) =>
    kernels.addDotProducts(
      tile.a,
      tile.count,
      tile.width,
      tile.panel,
      tile.out,
      tile.line,
      stripSums ? 0 : 1,
    ),
  );
}

/** The squared distance of each row of `a` from each row of `b`, in the same order. */
export function squaredDistanceKernel(pairs: RowPairs): Float64Array {
  return overPairs(pairs, (kernels, tile) =>
    kernels.addSquaredDistances(tile.a, tile.count, tile.width, tile.panel, tile.out, tile.line),
  );
}

/** Columns of a block of rows and of four other rows, and where their sums are. */
interface Tile {
  readonly a: number;
  readonly count: number;
  readonly width: number;
  readonly panel: number;
  readonly out: number;
  readonly line: number;
}

type Add = (kernels: PairKernels, tile: Tile) => void;

/** The arena holds one strip of one block of rows at a time. */
function overPairs({ a, b, length }: RowPairs, add: Add): Float64Array {
  const rows = a.length / length;
  const columns = b.length / length;
  const found = new Float64Array(rows * columns);
  withKernels((kernels: PairKernels, arena) => {
    const addBlock = blockAdder(kernels, arena, { b, length, blockRows: Math.min(BLOCK, rows) });
    for (let first = 0; first < rows; first += BLOCK) {
      const count = Math.min(BLOCK, rows - first);
      const { sums, line } = addBlock(a.subarray(first * length, (first + count) * length), add);
      for (let i = 0; i < count; i++)
        found.set(sums.subarray(i * line, i * line + columns), (first + i) * columns);
    }
  });
  return found;
}

/** What adds up a block of rows with all rows of `b`. */
function blockAdder(
  kernels: PairKernels,
  arena: Arena,
  { b, length, blockRows }: { b: Numbers; length: number; blockRows: number },
) {
  const columns = b.length / length;
  const line = 4 * Math.ceil(columns / 4);
  const padded = 4 * Math.ceil(blockRows / 4);
  const width = Math.min(STRIP, length);
  const aAt = arena.allocate(8 * padded * width);
  const bAt = arena.allocate(8 * 4 * width);
  const panel = arena.allocate(8 * 4 * width);
  const outAt = arena.allocate(8 * padded * line);
  const aStrip = arena.f64(aAt, padded * width);
  const bStrip = arena.f64(bAt, 4 * width);
  const sums = arena.f64(outAt, padded * line);
  return (block: Numbers, add: Add): { sums: Float64Array; line: number } => {
    const count = block.length / length;
    sums.fill(0);
    for (let from = 0; from < length; from += width) {
      const strip = { length, from, to: Math.min(from + width, length) };
      copyStrip(aStrip, block, strip);
      for (let j = 0; j < columns; j += 4) {
        copyStrip(bStrip, b.subarray(j * length, (j + 4) * length), strip);
        kernels.packFour(bAt, strip.to - from, panel);
        add(kernels, { a: aAt, count, width: strip.to - from, panel, out: outAt + 8 * j, line });
      }
    }
    return { sums, line };
  };
}

/** Columns `from` to `to` of each row of a matrix, one after the other. */
function copyStrip(
  strip: Float64Array,
  matrix: Numbers,
  { length, from, to }: { length: number; from: number; to: number },
): void {
  for (let row = 0, at = 0; row < matrix.length; row += length, at += to - from)
    strip.set(matrix.subarray(row + from, row + to), at);
}
