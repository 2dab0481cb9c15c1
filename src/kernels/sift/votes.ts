import type { ArenaPlane } from './plane-memory.js';

/** A pixel weighs exp(falloff · k²) for its row k, times that for its column. */
interface GaussianWindow {
  /** The greatest |k|. */
  readonly radius: number;
  readonly falloff: number;
}

/** The part of a plane that votes in an orientation histogram. */
export interface OrientationWindow extends GaussianWindow {
  readonly firstX: number;
  readonly lastX: number;
  readonly firstY: number;
  readonly lastY: number;
  /** The pixel in the middle. */
  readonly x: number;
  readonly y: number;
}

/** As `orientationVotes` of src/features/sift/orientation.ts: 36 bins. */
export function arenaOrientationVotes(plane: ArenaPlane, window: OrientationWindow): Float32Array {
  const { kernels, arena } = plane.memory;
  const { firstX, lastX, firstY, lastY, x, y, radius } = window;
  return arena.scope(() => {
    const histogram = arena.allocate(4 * 36);
    const pointer = arena.allocate(8 * (2 * radius + 2));
    fillWeights(arena.f64(pointer, 2 * radius + 2), window);
    const middle = pointer + 8 * radius;
    kernels.siftOrientationVotes(
      plane.at(firstX, firstY),
      4 * plane.width,
      lastX - firstX + 1,
      lastY - firstY + 1,
      middle + 8 * (firstX - x),
      middle + 8 * (firstY - y),
      histogram,
    );
    return arena.f32(histogram, 36).slice();
  });
}

/** A patch as the votes of a descriptor see it, in pixels from its centre. */
export interface VoteGrid extends GaussianWindow {
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
}

/** As `collectVotes` of src/features/sift/votes.ts: 6 × 6 cells of 9 bins. */
export function collectArenaVotes(plane: ArenaPlane, grid: VoteGrid): Float32Array {
  const { kernels, arena } = plane.memory;
  return arena.scope(() => {
    const histogram = arena.allocate(4 * 324);
    const geometry = arena.allocate(8 * (4 + 2 * grid.radius + 2));
    const numbers = arena.f64(geometry, 4 + 2 * grid.radius + 2);
    numbers[0] = grid.cos;
    numbers[1] = grid.sin;
    numbers[2] = grid.turn;
    numbers[3] = grid.binsPerDegree;
    fillWeights(numbers.subarray(4), grid);
    kernels.siftVotes(
      plane.at(grid.centreX, grid.centreY),
      4 * plane.width,
      grid.firstRow,
      grid.lastRow,
      grid.firstColumn,
      grid.lastColumn,
      geometry + 8 * (4 + grid.radius),
      geometry,
      histogram,
    );
    return arena.f32(histogram, 324).slice();
  });
}

/** exp(falloff · k²) for k = −radius … radius + 1: pixels come in pairs. As `fillGaussianWeights`. */
function fillWeights(weights: Float64Array, { radius, falloff }: GaussianWindow): void {
  for (let k = 0; k <= radius; k++) weights[radius - k] = weights[radius + k] = Math.exp(k * k * falloff);
  weights[2 * radius + 1] = 0;
}
