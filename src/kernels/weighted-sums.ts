import type { Arena } from './arena.js';
import { withKernels } from './kernels.js';

interface ProductKernels {
  packFour(rows: number, length: number, panel: number): void;
  addDotProducts(a: number, count: number, length: number, ...rest: number[]): void;
}

/** What rows are multiplied with, and what becomes of the products. */
export interface Weighing {
  /** Taken off each row first, `[length]`. */
  readonly middle: Float64Array;
  /** `[weights, 2 · length]`, flat */
  readonly factors: Float64Array;
  /**
   * Turns products into weights in place: `rows` lines of `line` numbers, of which as many count as there are weights.
   * @param first which of all rows the first line is of.
   */
  weigh(products: Float64Array, lines: { first: number; rows: number; line: number }): void;
}

/** Rows taken at once: with 64 numbers each they stay in the second cache. */
const BLOCK = 256;

/**
 * Sums of rows and their squares, weighted by products with them: every row x, less `middle`, becomes z = (x, x²), its
 * products with the factors become weights w, and the sums are Σ w z, `[weights, 2 · length]`, in float64 and in the order
 * of the rows. What lies between never leaves the kernels' memory.
 * @param data rows of as many numbers as `middle` has.
 */
export function weightedSumsKernel(data: Float32Array, weighing: Weighing): Float64Array {
  const { middle, factors } = weighing;
  const width = 2 * middle.length;
  return withKernels((kernels: ProductKernels, arena) => {
    const places = placesOf(arena, { width, weights: factors.length / width });
    const { weights, line, sumLine } = places;
    packFactors(kernels, arena, { places, factors });
    const sums = arena.f64(places.sums, fours(weights) * sumLine).fill(0);
    const count = data.length / middle.length;
    for (let first = 0; first < count; first += BLOCK) {
      const rows = Math.min(BLOCK, count - first);
      const block = data.subarray(first * middle.length, (first + rows) * middle.length);
      layOut(arena, { places, block, middle });
      const products = arena.f64(places.products, rows * line).fill(0);
      for (let j = 0; j < weights; j += 4) {
        const panel = places.factors + 8 * j * width;
        kernels.addDotProducts(places.z, rows, width, panel, places.products + 8 * j, line, 1);
      }
      weighing.weigh(products, { first, rows, line });
      turn(products, arena.f64(places.turned, weights * rows), { rows, line, weights });
      for (let c = 0; c < width; c += 4) {
        const panel = places.panels + 8 * c * rows;
        kernels.addDotProducts(places.turned, weights, rows, panel, places.sums + 8 * c, sumLine, 1);
      }
    }
    return linesOf(sums, { weights, width, line: sumLine });
  });
}

const fours = (count: number): number => 4 * Math.ceil(count / 4);

type Places = ReturnType<typeof placesOf>;

/** Everything is allocated before anything is looked at. */
function placesOf(arena: Arena, { width, weights }: { width: number; weights: number }) {
  const [line, sumLine] = [fours(weights), fours(width)];
  return {
    width,
    weights,
    line,
    sumLine,
    factors: arena.allocate(8 * line * width),
    scratch: arena.allocate(8 * 4 * width),
    z: arena.allocate(8 * BLOCK * width),
    panels: arena.allocate(8 * BLOCK * sumLine),
    products: arena.allocate(8 * BLOCK * line),
    turned: arena.allocate(8 * line * BLOCK),
    sums: arena.allocate(8 * line * sumLine),
  };
}

/** Four rows of factors at a time, number by number; where there are fewer, zeros. */
function packFactors(
  kernels: ProductKernels,
  arena: Arena,
  { places, factors }: { places: Places; factors: Float64Array },
): void {
  const four = 4 * places.width;
  for (let j = 0; j < places.line; j += 4) {
    const rows = factors.subarray(j * places.width, j * places.width + four);
    arena.f64(places.scratch, four).fill(0).set(rows);
    kernels.packFour(places.scratch, places.width, places.factors + 8 * j * places.width);
  }
}

/** Rows with their squares twice: one after the other, and in panels of four columns. */
function layOut(
  arena: Arena,
  { places, block, middle }: { places: Places; block: Float32Array; middle: Float64Array },
): void {
  const { width, sumLine } = places;
  const length = middle.length;
  const rows = block.length / length;
  const z = arena.f64(places.z, rows * width);
  const panels = arena.f64(places.panels, rows * sumLine);
  for (let i = 0; i < rows; i++) {
    const at = i * width;
    for (let j = 0; j < length; j++) {
      const value = block[i * length + j]! - middle[j]!;
      z[at + j] = value;
      z[at + length + j] = value * value;
    }
    for (let c = 0; c < width; c += 4) {
      const panel = c * rows + 4 * i;
      for (let k = 0; k < 4; k++) panels[panel + k] = c + k < width ? z[at + c + k]! : 0;
    }
  }
}

function turn(
  lines: Float64Array,
  turned: Float64Array,
  { rows, line, weights }: { rows: number; line: number; weights: number },
): void {
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < weights; k++) turned[k * rows + i] = lines[i * line + k]!;
}

function linesOf(
  sums: Float64Array,
  { weights, width, line }: { weights: number; width: number; line: number },
): Float64Array {
  const found = new Float64Array(weights * width);
  for (let k = 0; k < weights; k++) found.set(sums.subarray(k * line, k * line + width), k * width);
  return found;
}
