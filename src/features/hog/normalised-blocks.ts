import type { NdArray } from '../../core/ndarray.js';
import { type BlockNorm, normaliseBlock } from './block-norm.js';

/**
 * Every block of `side` × `side` cells, overlapping by all but one cell, each normalised by itself:
 * `[blocksY, blocksX, side, side, orientations]` from cells `[cellsY, cellsX, orientations]`.
 */
export function normalisedBlocks(
  cells: NdArray<Float32Array>,
  shape: readonly number[],
  norm: BlockNorm,
): NdArray<Float32Array> {
  const [blocksY, blocksX, side, , orientations] = shape;
  if (blocksY * blocksX === 0) return { data: new Float32Array(0), shape };
  const cellsX = cells.shape[1];
  const run = side * orientations;
  const block = new Float64Array(side * run);
  const data = new Float32Array(blocksY * blocksX * block.length);
  for (let by = 0; by < blocksY; by++)
    for (let bx = 0; bx < blocksX; bx++) {
      for (let row = 0; row < side; row++) {
        const start = ((by + row) * cellsX + bx) * orientations;
        for (let i = 0; i < run; i++) block[row * run + i] = cells.data[start + i];
      }
      normaliseBlock(block, norm);
      data.set(block, (by * blocksX + bx) * block.length);
    }
  return { data, shape };
}
