import type { ArenaPlane } from './plane-memory.js';

/** Pixels that the kernels make at once. */
const STEP = 16;

/**
 * As `gaussianBlur` of src/features/sift/gaussian-blur.ts, to the last bit of every value above 2^−126.
 * @param taps odd in number, symmetric.
 */
export function blurredPlane(plane: ArenaPlane, taps: Float32Array): ArenaPlane {
  const { memory, width, height } = plane;
  const { kernels, arena } = memory;
  const out = memory.create(width, height);
  const count = taps.length;
  const radius = count >> 1;
  const stride = Math.ceil(width / STEP) * STEP;
  arena.scope(() => {
    const weights = arena.put(Float64Array.from(taps));
    const padded = arena.put(new Float64Array(stride + 2 * radius));
    const ring = arena.allocate(4 * count * stride);
    const rows = arena.allocate(4 * count);
    for (let y = 0, next = 0; y < height; y++) {
      for (; next < height && next <= y + radius; next++) {
        kernels.siftPadRow(plane.at(0, next), width, radius, padded);
        kernels.siftBlurRow(padded, weights, count, ring + 4 * stride * (next % count), stride);
      }
      kernels.siftRingRows(ring, y, height, radius, stride, rows);
      kernels.siftBlurColumns(rows, weights + 8 * radius, radius, out.at(0, y), stride);
    }
  });
  return out;
}
