// Histograms of oriented gradients of an 8-bit grey image.
import { anyCellRow } from './hog/any-cells';
import { wideCellRow } from './hog/wide-cells';

export { hogBlocks, hogBlocksScratch } from './hog/blocks';

/** How many bytes of scratch memory `hogCells` needs. */
export function hogScratch(width: i32, cell: i32): usize {
  return 8 * <usize>(cell % 8 === 0 ? cell * cell : width + 8);
}

/**
 * `rows` rows of cells, the first of which begins in row `first` of an image of `width` × `height` pixels: for every
 * cell the sums, f32, of the lengths of gradients in each of `orientations` bins, divided by the cell's area. Reads up
 * to 8 bytes and writes up to 16 bytes too many at the end.
 *
 * `cuts`, f32: bin i has the ratios dx/dy that are at most cut i and greater than cut i + 1; the first is +∞, three
 * of −∞ follow the last.
 */
export function hogCells(
  pixels: usize,
  width: i32,
  height: i32,
  first: i32,
  rows: i32,
  cell: i32,
  orientations: i32,
  cuts: usize,
  scratch: usize,
  histograms: usize,
): void {
  const bytes: usize = 4 * <usize>((width / cell) * orientations);
  for (let i = 0; i < rows; i++) {
    const top = first + i * cell;
    const row = pixels + <usize>(top * width);
    const hasAbove = top > 0;
    const hasBelow = top + cell < height;
    if (cell % 8 === 0)
      wideCellRow(row, width, hasAbove, hasBelow, cell, orientations, cuts, scratch, histograms);
    else anyCellRow(row, width, hasAbove, hasBelow, cell, orientations, cuts, scratch, histograms);
    histograms += bytes;
  }
}
