import type { ArenaPlane } from './plane-memory.js';

/** As `findExtrema` of src/features/sift/extrema.ts; nothing is looked for within `border` pixels of an edge. */
export function findArenaExtrema(
  gaussians: readonly ArenaPlane[],
  threshold: number,
  border: number,
): { x: number; y: number; layer: number }[] {
  const { memory, width, height } = gaussians[0]!;
  const { kernels, arena } = memory;
  const found: { x: number; y: number; layer: number }[] = [];
  if (width <= 2 * border || height <= 2 * border) return found;
  arena.scope(() => {
    const stride = 4 * (width + 16);
    const rows = arena.allocate(3 * (gaussians.length - 1) * stride);
    const tables = arena.put(neighbourTables(gaussians.length, rows, stride));
    const peaks = arena.allocate(4 * width);
    const subtractRows = (y: number) => {
      for (let layer = 0; layer < gaussians.length - 1; layer++) {
        const out = rows + (3 * layer + (y % 3)) * stride;
        kernels.siftSubtractRow(gaussians[layer + 1]!.at(0, y), gaussians[layer]!.at(0, y), width, out);
      }
    };
    subtractRows(border - 1);
    subtractRows(border);
    for (let y = border; y < height - border; y++) {
      subtractRows(y + 1);
      for (let layer = 1; layer < gaussians.length - 2; layer++) {
        const table = tables + 36 * (3 * (layer - 1) + (y % 3));
        const count = kernels.siftPeaksOfRow(table, border, width - border, threshold, peaks);
        if (count > 0) for (const x of arena.i32(peaks, count)) found.push({ x, y, layer });
      }
    }
  });
  return found;
}

/** Addresses of the 3 × 3 rows around each (layer, y mod 3), the pixel's own first: most pixels fail there. */
function neighbourTables(levels: number, rows: number, stride: number): Uint32Array {
  const starts: number[] = [];
  for (let layer = 1; layer < levels - 2; layer++)
    for (let y = 0; y < 3; y++)
      for (const l of [layer, layer + 1, layer - 1])
        for (const row of [y, y + 2, y + 1]) starts.push(rows + (3 * l + (row % 3)) * stride);
  return Uint32Array.from(starts);
}
