import type { Image } from '../image/image.js';
import { withKernels } from './kernels.js';

interface FastKernels {
  fastScratch(width: number): number;
  fastCorners(
    pixels: number,
    width: number,
    height: number,
    from: number,
    to: number,
    top: number,
    threshold: number,
    arc: number,
    suppress: boolean,
    scratch: number,
    corners: number,
  ): number;
}

/** Of the circle: a row of corners needs as many rows of pixels above and below. */
const RADIUS = 3;

/** Pixels of one call: bands that stay in the processor's cache, read while they are there. */
const BAND_BYTES = 1 << 18;

/** Bytes beyond the pixels that the kernel may read. */
const OVERREAD = 16;

/** As `findCorners`: x, y and score of every corner, row by row. */
export function findCorners(
  { data, width, height }: Image<Uint8Array>,
  rule: { threshold: number; arc: number; nonmaxSuppression: boolean },
): Int32Array {
  if (Math.min(width, height) <= 2 * RADIUS) return new Int32Array(0);
  const rows = Math.max(16, Math.floor(BAND_BYTES / width));
  return withKernels(({ fastCorners, fastScratch }: FastKernels, arena) => {
    const pixels = arena.allocate((rows + 2 * (RADIUS + 1)) * width + OVERREAD);
    const scratch = arena.allocate(fastScratch(width));
    const corners = arena.allocate(rows * width * 12);
    const bands: Int32Array[] = [];
    for (let from = RADIUS; from < height - RADIUS; from += rows) {
      const to = Math.min(from + rows, height - RADIUS);
      // Scores of one row more on each side decide what is suppressed.
      const top = Math.max(0, from - RADIUS - 1);
      const bottom = Math.min(height, to + RADIUS + 1);
      const band = data.subarray(top * width, bottom * width);
      arena.u8(pixels, band.length).set(band);
      const count = fastCorners(
        pixels,
        width,
        bottom - top,
        from - top,
        to - top,
        top,
        rule.threshold,
        rule.arc,
        rule.nonmaxSuppression,
        scratch,
        corners,
      );
      bands.push(arena.i32(corners, 3 * count).slice());
    }
    return bands.length === 1 ? bands[0] : joined(bands);
  });
}

function joined(bands: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(bands.reduce((length, band) => length + band.length, 0));
  let at = 0;
  for (const band of bands) {
    all.set(band, at);
    at += band.length;
  }
  return all;
}
