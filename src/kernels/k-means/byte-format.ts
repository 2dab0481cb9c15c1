import type { KMeansKernels, PointFormat } from './point-format.js';

/** Products of uint8 and words below 2¹⁵, and their sums, stay below 2³¹: scale × length × 255² may be as large. */
const LARGEST_SUM = 0.9 * 2 ** 31;

/**
 * Points of uint8. Words are rounded to 1 / scale: the largest power of two, at most 128, with which scores fit into 32
 * bits. For up to 224 numbers that is 128, for up to 912 it is 32.
 */
export function byteFormat(kernels: KMeansKernels, stride: number): PointFormat {
  const scale = byteScale(stride);
  return {
    pointBytes: 1,
    squareBytes: 4,
    wordBytes: 2,
    sumBytes: 4,
    packedBytes: 2 * stride,
    square(arena, points, squares, count) {
      kernels.squareBytes(points, count, stride, scale / 2, squares);
      return arena.i32(squares, count).reduce((sum, value) => sum + value, 0) / (scale / 2);
    },
    pack({ given, count, padded, rows, panels, halves, moves }) {
      kernels.packBytes(given, count, padded, stride, scale, rows, panels, halves, moves);
      return { unit: 2 / scale, error: 0, errorOfLength: 0, reach: 255 * Math.sqrt(stride) };
    },
    sums: (arena, at, numbers) => arena.u32(at, numbers),
    onGrid: (distance) => distance,
    assign: kernels.assignBytes,
    own: kernels.ownBytes,
    lower: kernels.lowerBytes,
  };
}

/** What words among points of `length` uint8 are multiplied by before they are rounded. */
export function byteScale(length: number): number {
  const stride = 16 * Math.ceil(length / 16);
  return 2 ** Math.min(7, Math.floor(Math.log2(LARGEST_SUM / (stride * 255 ** 2))));
}
