import type { ArenaPlane } from './plane-memory.js';

/** The part of a plane that votes in an orientation histogram. */
export interface OrientationWindow {
  readonly firstX: number;
  readonly lastX: number;
  readonly firstY: number;
  readonly lastY: number;
  /** The pixel in the middle. */
  readonly x: number;
  readonly y: number;
  /** A pixel weighs exp(falloff · squared distance from the middle). */
  readonly falloff: number;
}

/** As `orientationVotes` of src/features/sift/orientation.ts: 36 bins and more behind them, which the next call overwrites. */
export function arenaOrientationVotes(plane: ArenaPlane, window: OrientationWindow): Float32Array {
  const { kernels, scratch, scratchData } = plane.memory;
  const { firstX, lastX, firstY, lastY, x, y, falloff } = window;
  kernels.siftOrientationVotes(
    plane.at(firstX, firstY),
    4 * plane.width,
    lastX - firstX + 1,
    lastY - firstY + 1,
    firstX - x,
    firstY - y,
    falloff,
    scratch,
  );
  return scratchData;
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
}

/** Floats that the kernel votes into: 6 rows of 9 bins of 8 columns. */
const HISTOGRAM_FLOATS = 432;
/** Where its result lies in the scratch memory. */
const DESCRIPTOR_AT = HISTOGRAM_FLOATS;

/** As `describePatch` of src/features/sift/descriptor.ts: writes 128 numbers to `out`. */
export function describeArenaPatch(plane: ArenaPlane, grid: VoteGrid, out: Float32Array): void {
  const { kernels, scratch, scratchData } = plane.memory;
  kernels.siftDescribe(
    plane.at(grid.centreX, grid.centreY),
    4 * plane.width,
    grid.firstRow,
    grid.lastRow,
    grid.firstColumn,
    grid.lastColumn,
    grid.cos,
    grid.sin,
    grid.turn,
    scratch,
    scratch + 4 * DESCRIPTOR_AT,
  );
  for (let i = 0; i < out.length; i++) out[i] = scratchData[DESCRIPTOR_AT + i]!;
}
