import type { ArenaPlane } from './plane-memory.js';

/** The part of a plane that votes in an orientation histogram. */
export interface OrientationWindow {
  readonly firstX: number;
  readonly lastX: number;
  readonly firstY: number;
  readonly lastY: number;
  /** Where the weights are of index 0. */
  readonly x: number;
  readonly y: number;
  /** Of pixels 0, 1, 2 … away in x or y; the weight of a pixel is the product. */
  readonly weights: Float64Array;
}

/** As `orientationVotes` of src/features/sift/orientation.ts: 36 bins. */
export function arenaOrientationVotes(plane: ArenaPlane, window: OrientationWindow): Float32Array {
  const { kernels, arena } = plane.memory;
  const { firstX, lastX, firstY, lastY, x, y, weights } = window;
  return arena.scope(() => {
    const centre = arena.put(mirrored(weights)) + 8 * (weights.length - 1);
    const histogram = arena.put(new Float32Array(36));
    for (let row = firstY; row <= lastY; row++)
      kernels.siftOrientationRow(
        plane.at(firstX, row),
        4 * plane.width,
        lastX - firstX + 1,
        centre + 8 * (firstX - x),
        weights[Math.abs(row - y)]!,
        histogram,
      );
    return arena.f32(histogram, 36).slice();
  });
}

/** A patch as the votes of a descriptor see it, in pixels from its centre. */
export interface VoteGrid {
  readonly centreX: number;
  readonly centreY: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Of the angle, divided by the width of a cell. */
  readonly cos: number;
  readonly sin: number;
  /** Degrees, anticlockwise. */
  readonly turn: number;
  /** Orientation bins a degree. */
  readonly binsPerDegree: number;
  /** Of pixels 0, 1, 2 … away in x or y; the weight of a pixel is the product. */
  readonly weights: Float64Array;
}

/** As `collectVotes` of src/features/sift/votes.ts: 6 × 6 cells of 9 bins. */
export function collectArenaVotes(plane: ArenaPlane, grid: VoteGrid): Float32Array {
  const { kernels, arena } = plane.memory;
  const { weights } = grid;
  return arena.scope(() => {
    const centre = arena.put(mirrored(weights)) + 8 * (weights.length - 1);
    const geometry = arena.put(Float64Array.of(grid.cos, grid.sin, grid.turn, grid.binsPerDegree));
    const histogram = arena.put(new Float32Array(324));
    kernels.siftVotes(
      plane.at(grid.centreX, grid.centreY),
      4 * plane.width,
      grid.firstRow,
      grid.lastRow,
      grid.firstColumn,
      grid.lastColumn,
      centre,
      geometry,
      histogram,
    );
    return arena.f32(histogram, 324).slice();
  });
}

/** Weights on both sides of index 0, and one to spare: pixels come in pairs. */
function mirrored(weights: Float64Array): Float64Array {
  const last = weights.length - 1;
  return Float64Array.from({ length: 2 * last + 2 }, (_, i) => weights[Math.abs(i - last)] ?? 0);
}
