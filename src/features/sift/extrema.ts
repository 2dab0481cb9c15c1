import type { Plane } from './plane.js';

/** Pixels at each edge where no extremum is looked for. */
export const BORDER = 5;

/** Whole-pixel position in an octave; `layer` counts differences of Gaussians: layer i is G[i + 1] − G[i]. */
export interface GridPoint {
  readonly x: number;
  readonly y: number;
  readonly layer: number;
}

/**
 * Pixels of the difference-of-Gaussians layers 1 … s whose value is beyond ± `threshold` (0–255 scale) and
 * not exceeded (or, if negative, undercut) by any of their 26 neighbours in space and scale.
 * @param gaussians the s + 3 blurred planes of one octave.
 *
 * The differences are never stored whole: three rows of each layer move down the octave.
 */
export function findExtrema(gaussians: readonly Plane[], threshold: number): GridPoint[] {
  const { width, height } = gaussians[0];
  const found: GridPoint[] = [];
  if (width <= 2 * BORDER || height <= 2 * BORDER) return found;
  const rows = new Float32Array(3 * (gaussians.length - 1) * width);
  const starts = new Int32Array(9);
  subtractRows(gaussians, BORDER - 1, rows);
  subtractRows(gaussians, BORDER, rows);
  for (let y = BORDER; y < height - BORDER; y++) {
    subtractRows(gaussians, y + 1, rows);
    for (let layer = 1; layer < gaussians.length - 2; layer++) {
      neighbourRows(layer, y, { width, starts });
      const centre = starts[0];
      for (let x = BORDER; x < width - BORDER; x++) {
        const value = rows[centre + x];
        if (
          value > threshold ? isPeak(rows, starts, x, 1) : value < -threshold && isPeak(rows, starts, x, -1)
        )
          found.push({ x, y, layer });
      }
    }
  }
  return found;
}

/** Writes row `y` of every difference; layer i keeps its last three rows at 3i … 3i + 2. */
function subtractRows(gaussians: readonly Plane[], y: number, rows: Float32Array): void {
  const { width } = gaussians[0];
  for (let layer = 0; layer < gaussians.length - 1; layer++) {
    const finer = gaussians[layer].data;
    const coarser = gaussians[layer + 1].data;
    const out = (3 * layer + (y % 3)) * width;
    for (let x = 0, from = y * width; x < width; x++, from++) rows[out + x] = coarser[from] - finer[from];
  }
}

/** Where the 3 × 3 rows around (y, layer) start, the pixel's own row first: most pixels fail there. */
function neighbourRows(
  layer: number,
  y: number,
  { width, starts }: { width: number; starts: Int32Array },
): void {
  let i = 0;
  for (const l of [layer, layer + 1, layer - 1])
    for (const row of [y, y + 2, y + 1]) starts[i++] = (3 * l + (row % 3)) * width;
}

function isPeak(rows: Float32Array, starts: Int32Array, x: number, sign: 1 | -1): boolean {
  const value = sign * rows[starts[0] + x];
  for (let i = 0; i < 9; i++) {
    const at = starts[i] + x;
    if (sign * rows[at - 1] > value || sign * rows[at] > value || sign * rows[at + 1] > value) return false;
  }
  return true;
}
