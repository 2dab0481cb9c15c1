import type { GridCell } from '../features/spatial-grid.js';
import type { Image } from '../image/image.js';

/**
 * Copies the RGB pixels of a cell to `strip`, as many rows at a time as it holds, at least one, and calls `work`
 * with the number of pixels that are there.
 */
export function eachCellStrip(
  { data, width }: Image<Uint8Array>,
  cell: GridCell,
  { strip, work }: { strip: Uint8Array; work: (count: number) => void },
): void {
  const across = cell.right - cell.left;
  if (across === 0) return;
  const most = Math.floor(strip.length / (3 * across));
  for (let top = cell.top; top < cell.bottom; top += most) {
    const rows = Math.min(most, cell.bottom - top);
    if (across === width) strip.set(data.subarray(3 * width * top, 3 * width * (top + rows)));
    else
      for (let row = 0; row < rows; row++) {
        const first = 3 * (width * (top + row) + cell.left);
        strip.set(data.subarray(first, first + 3 * across), 3 * across * row);
      }
    work(rows * across);
  }
}
