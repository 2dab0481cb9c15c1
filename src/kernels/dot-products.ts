import { withKernels } from './kernels.js';

interface DotKernels {
  packFour(rows: number, length: number, panel: number): void;
  addDotProducts(a: number, count: number, length: number, panel: number, out: number, line: number): void;
}

/** Flat matrices of rows of `length` numbers. */
interface RowPairs {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly length: number;
}

/** Rows of `a` taken at once: with strips of 256 numbers they stay in the second cache. */
const BLOCK = 512;

/**
 * The dot product of each row of `a` with each row of `b`, `[rows of a, rows of b]`, summed strip by strip of `strip`
 * columns, with every bit of the reference `dotProductsInStrips`. The arena holds one block of rows at a time.
 */
export function dotProductKernel({ a, b, length }: RowPairs, strip: number): Float64Array {
  const rows = a.length / length;
  const columns = b.length / length;
  const line = 4 * Math.ceil(columns / 4);
  const products = new Float64Array(rows * columns);
  return withKernels((kernels: DotKernels, arena) => {
    const width = Math.min(strip, length);
    const blockRows = 4 * Math.ceil(Math.min(BLOCK, rows) / 4);
    const aAt = arena.allocate(8 * blockRows * width);
    const bAt = arena.allocate(8 * 4 * width);
    const panel = arena.allocate(8 * 4 * width);
    const outAt = arena.allocate(8 * blockRows * line);
    const out = arena.f64(outAt, blockRows * line);
    const aStrip = arena.f64(aAt, blockRows * width);
    const bStrip = arena.f64(bAt, 4 * width);
    for (let first = 0; first < rows; first += BLOCK) {
      const count = Math.min(BLOCK, rows - first);
      out.fill(0);
      for (let from = 0; from < length; from += width) {
        const to = Math.min(from + width, length);
        copyStrip(aStrip, a, { length, first, count, from, to });
        for (let j = 0; j < columns; j += 4) {
          copyStrip(bStrip, b, { length, first: j, count: Math.min(4, columns - j), from, to });
          kernels.packFour(bAt, to - from, panel);
          kernels.addDotProducts(aAt, count, to - from, panel, outAt + 8 * j, line);
        }
      }
      for (let i = 0; i < count; i++)
        products.set(out.subarray(i * line, i * line + columns), (first + i) * columns);
    }
    return products;
  });
}

/** Columns `from` to `to` of `count` rows, one after the other. */
function copyStrip(
  strip: Float64Array,
  matrix: Float64Array,
  at: { length: number; first: number; count: number; from: number; to: number },
): void {
  const { length, first, count, from, to } = at;
  for (let i = 0; i < count; i++) {
    const row = (first + i) * length;
    strip.set(matrix.subarray(row + from, row + to), i * (to - from));
  }
}
