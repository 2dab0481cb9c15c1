import type { NdArray } from '../core/ndarray.js';
import type { Image } from '../image/image.js';
import { withKernels } from './kernels.js';

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
  hogBlocks(
    cells: number,
    stride: number,
    orientations: number,
    side: number,
    count: number,
    norm: number,
    blocks: number,
  ): void;
}

/** Pixels, cells or blocks of one call: bands that stay in the processor's cache. */
const BAND_BYTES = 1 << 18;

/** Bytes beyond the end that the kernels may read or write. */
const OVERRUN = 16;

/**
 * As `cellHistograms` of an 8-bit grey image with unsigned bins.
 * @param cuts edges of the bins, see `orientationCuts`.
 */
export function cellHistograms(
  image: Image<Uint8Array>,
  cuts: Float32Array,
  { cell, orientations }: { cell: number; orientations: number },
): NdArray<Float32Array> {
  const { data, width, height } = image;
  const cellsX = Math.floor(width / cell);
  const cellsY = Math.floor(height / cell);
  const shape = [cellsY, cellsX, orientations];
  const rowLength = cellsX * orientations;
  const histograms = new Float32Array(cellsY * rowLength);
  if (histograms.length === 0) return { data: histograms, shape };
  const rows = Math.min(cellsY, Math.ceil(BAND_BYTES / (width * cell)));
  return withKernels(({ hogScratch, hogCells }: HogKernels, arena) => {
    const edges = arena.put(cuts);
    const scratch = arena.allocate(hogScratch(width, cell));
    const pixels = arena.allocate((rows * cell + 2) * width + OVERRUN);
    const target = arena.allocate(4 * rows * rowLength + OVERRUN);
    for (let row = 0; row < cellsY; row += rows) {
      const count = Math.min(rows, cellsY - row);
      const top = Math.max(0, row * cell - 1);
      const bottom = Math.min(height, (row + count) * cell + 1);
      const band = data.subarray(top * width, bottom * width);
      arena.u8(pixels, band.length).set(band);
      const first = row * cell - top;
      hogCells(pixels, width, bottom - top, first, count, cell, orientations, edges, scratch, target);
      histograms.set(arena.f32(target, count * rowLength), row * rowLength);
    }
    return { data: histograms, shape };
  });
}

/**
 * As `normalisedBlocks`, computed in float32: cells of 8-bit images only, whose squares fit.
 * @param norm place of the norm in `BLOCK_NORMS`.
 */
export function normalisedBlocks(
  cells: NdArray<Float32Array>,
  shape: readonly number[],
  norm: number,
): NdArray<Float32Array> {
  const [blocksY, blocksX, side, , orientations] = shape;
  if (blocksY * blocksX === 0) return { data: new Float32Array(0), shape };
  const cellsLength = cells.shape[1] * orientations;
  const rowLength = blocksX * side * side * orientations;
  const blocks = new Float32Array(blocksY * rowLength);
  const rows = Math.min(blocksY, Math.ceil(BAND_BYTES / (4 * rowLength)));
  return withKernels(({ hogBlocks }: HogKernels, arena) => {
    const source = arena.allocate(4 * (rows + side - 1) * cellsLength + OVERRUN);
    const target = arena.allocate(4 * rows * rowLength + OVERRUN);
    for (let row = 0; row < blocksY; row += rows) {
      const count = Math.min(rows, blocksY - row);
      const band = cells.data.subarray(row * cellsLength, (row + count + side - 1) * cellsLength);
      arena.f32(source, band.length).set(band);
      for (let i = 0; i < count; i++)
        hogBlocks(
          source + 4 * i * cellsLength,
          4 * cellsLength,
          orientations,
          side,
          blocksX,
          norm,
          target + 4 * i * rowLength,
        );
      blocks.set(arena.f32(target, count * rowLength), row * rowLength);
    }
    return { data: blocks, shape };
  });
}
