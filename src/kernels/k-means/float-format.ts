import type { Arena } from '../arena.js';
import type { Grids, KMeansKernels, PointFormat, WordMemory } from './point-format.js';

/** The unit roundoff of float32. */
const ROUNDOFF = 2 ** -24;

/** What float32 loses of numbers too small for it. */
const TINY = 1e-37;

/** Points of float32, shorter than 1e15. Scores are as wrong as `floatScreen` of nearest-screens.ts says. */
export function floatFormat(
  kernels: KMeansKernels,
  { arena, stride, grids }: { arena: Arena; stride: number; grids: Grids },
): PointFormat {
  const onGrid = (distance: number) => distance + grids.distances - grids.distances;
  let longestPoint = 0;
  return {
    pointBytes: 4,
    squareBytes: 8,
    wordBytes: 4,
    sumBytes: 8,
    packedBytes: 8,
    square(arena, points, squares, count) {
      kernels.squareFloats(points, count, stride, squares);
      const all = arena.f64(squares, count);
      longestPoint = Math.sqrt(all.reduce((a, b) => Math.max(a, b), 0));
      return all.reduce((sum, value) => sum + onGrid(value), 0);
    },
    pack(words) {
      const { given, count, padded, rows, panels, halves, moves } = words;
      kernels.packFloats(given, count, padded, stride, rows, panels, halves, moves);
      const longest = longestOf(words, arena);
      const perLength = 1.01 * (stride + 4) * ROUNDOFF * longest;
      return {
        unit: grids.points,
        error: (perLength * longest) / 2 + TINY,
        errorOfLength: perLength,
        reach: longestPoint + longest,
      };
    },
    sums: (arena, at, numbers) => arena.f64(at, numbers),
    onGrid,
    assign: kernels.assignFloats,
    own: kernels.ownFloats,
    lower: (band, from, to, centre, ...rest) =>
      kernels.lowerFloats(band, from, to, centre, ...rest, grids.distances),
  };
}

/** The length of the longest word, rounded up. */
function longestOf({ halves, count }: WordMemory, arena: Arena): number {
  const half = arena.f32(halves, count).reduce((a, b) => Math.max(a, b), 0);
  return Math.sqrt(2 * half * (1 + 2 * ROUNDOFF));
}
