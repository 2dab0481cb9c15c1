import type { NdArray } from '../core/ndarray.js';
import type { Image } from '../image/image.js';
import type { Arena } from './arena.js';
import { withKernels } from './kernels.js';
import { unfilled } from './unfilled.js';

interface HogKernels {
  hogScratch(width: number, cell: number): number;
  hogCells(
    pixels: number,
    width: number,
    height: number,
    first: number,
    rows: number,
    cell: number,
    orientations: number,
    cuts: number,
    scratch: number,
    histograms: number,
  ): void;
  hogBlocksScratch(cellsX: number, side: number, rows: number): number;
  hogBlocks(
    cells: number,
    cellsX: number,
    orientations: number,
    side: number,
    rows: number,
    norm: number,
    scratch: number,
    blocks: number,
  ): void;
}

/** Pixels or blocks of one call: bands that stay in the processor's cache. */
const BAND_BYTES = 1 << 18;

/** Bytes beyond the end that the kernels may read or write. */
const OVERRUN = 16;

/** How cells are made: their side in pixels, and the bins of their histograms (`cuts`: see `orientationCuts`). */
interface CellRule {
  readonly cell: number;
  readonly orientations: number;
  readonly cuts: Float32Array;
}

/** As `cellHistograms` of an 8-bit grey image with unsigned bins. */
export function cellHistograms(image: Image<Uint8Array>, rule: CellRule): NdArray<Float32Array> {
  const { cell, orientations } = rule;
  const [cellsX, cellsY] = [Math.floor(image.width / cell), Math.floor(image.height / cell)];
  const shape = [cellsY, cellsX, orientations];
  const rowLength = cellsX * orientations;
  const histograms = new Float32Array(unfilled(4 * cellsY * rowLength));
  if (histograms.length === 0) return { data: histograms, shape };
  return withKernels((kernels: HogKernels, arena) => {
    const rows = Math.min(cellsY, Math.ceil(BAND_BYTES / (image.width * cell)));
    const target = arena.allocate(4 * rows * rowLength + OVERRUN);
    const cells = new CellRows(image, rule, { kernels, arena, rows });
    for (let row = 0; row < cellsY; row += rows) {
      const count = Math.min(rows, cellsY - row);
      cells.compute(row, count, target);
      histograms.set(arena.f32(target, count * rowLength), row * rowLength);
    }
    return { data: histograms, shape };
  });
}

/**
 * As `normalisedBlocks` of `cellHistograms`, the cells of a band of the image at a time, in float32.
 * @param shape what `hogShape` gives.
 * @param how `norm`: place of the norm in `BLOCK_NORMS`.
 */
export function imageBlocks(
  image: Image<Uint8Array>,
  shape: readonly number[],
  { rule, norm }: { readonly rule: CellRule; readonly norm: number },
): Float32Array {
  const [blocksY, blocksX, side] = shape;
  const { cell, orientations } = rule;
  const cellsX = Math.floor(image.width / cell);
  const cellsLength = cellsX * orientations;
  const rowLength = blocksX * side * side * orientations;
  const blocks = new Float32Array(unfilled(4 * blocksY * rowLength));
  if (blocks.length === 0) return blocks;
  return withKernels((kernels: HogKernels, arena) => {
    const bandBytes = Math.max(image.width * cell, 4 * rowLength);
    const rows = Math.min(blocksY, Math.ceil(BAND_BYTES / bandBytes));
    // Rows of cells that two bands of blocks share come first.
    const shared = side - 1;
    const source = arena.allocate(4 * (shared + rows) * cellsLength + OVERRUN);
    const scratch = arena.allocate(kernels.hogBlocksScratch(cellsX, side, rows));
    const target = arena.allocate(4 * rows * rowLength + OVERRUN);
    const cells = new CellRows(image, rule, { kernels, arena, rows: shared + rows });
    for (let row = 0; row < blocksY; row += rows) {
      const count = Math.min(rows, blocksY - row);
      if (row === 0) cells.compute(0, shared + count, source);
      else {
        arena.f32(source, (rows + shared) * cellsLength).copyWithin(0, rows * cellsLength);
        cells.compute(row + shared, count, source + 4 * shared * cellsLength);
      }
      kernels.hogBlocks(source, cellsX, orientations, side, count, norm, scratch, target);
      blocks.set(arena.f32(target, count * rowLength), row * rowLength);
    }
    return blocks;
  });
}

/** Computes rows of cells in the arena, from the pixels around them. */
class CellRows {
  readonly #image: Image<Uint8Array>;
  readonly #rule: CellRule;
  readonly #kernels: HogKernels;
  readonly #arena: Arena;
  readonly #cuts: number;
  readonly #scratch: number;
  readonly #pixels: number;

  /** @param rows most rows that are asked for at once. */
  constructor(
    image: Image<Uint8Array>,
    rule: CellRule,
    { kernels, arena, rows }: { kernels: HogKernels; arena: Arena; rows: number },
  ) {
    this.#image = image;
    this.#rule = rule;
    this.#kernels = kernels;
    this.#arena = arena;
    this.#cuts = arena.put(rule.cuts);
    this.#scratch = arena.allocate(kernels.hogScratch(image.width, rule.cell));
    this.#pixels = arena.allocate((rows * rule.cell + 2) * image.width + OVERRUN);
  }

  /** `count` rows of cells from row `row` on, to `target`. */
  compute(row: number, count: number, target: number): void {
    const { data, width, height } = this.#image;
    const { cell, orientations } = this.#rule;
    const top = Math.max(0, row * cell - 1);
    const bottom = Math.min(height, (row + count) * cell + 1);
    const band = data.subarray(top * width, bottom * width);
    this.#arena.u8(this.#pixels, band.length).set(band);
    this.#kernels.hogCells(
      this.#pixels,
      width,
      bottom - top,
      row * cell - top,
      count,
      cell,
      orientations,
      this.#cuts,
      this.#scratch,
      target,
    );
  }
}
