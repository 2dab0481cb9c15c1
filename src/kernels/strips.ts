import type { Arena } from './arena.js';

/** Few enough pixels that source and result stay in the nearest caches, and enough that copying them is worth a call. */
export const STRIP_PIXELS = 8192;

/** How far kernels that work on whole blocks of pixels may read and write past the last. */
export const STRIP_PADDING = 64;

/** A conversion of `count` interleaved pixels in the arena; it may touch `STRIP_PADDING` bytes after them. */
export type StripKernel = (source: number, count: number, target: number) => void;

/**
 * Converts RGB pixels through a small piece of the arena, strip by strip, so that an image of any size needs the
 * same memory there and passes through main memory once.
 * @param converted the bytes of the result: as many for each pixel as the kernel makes.
 */
export function convertStrips(
  rgb: Uint8Array,
  converted: Uint8Array,
  { arena, kernel }: { arena: Arena; kernel: StripKernel },
): void {
  const pixels = rgb.length / 3;
  const bytesPerPixel = converted.length / pixels;
  const strip = Math.min(pixels, STRIP_PIXELS);
  const source = arena.allocate(3 * strip + STRIP_PADDING);
  const target = arena.allocate(bytesPerPixel * strip + STRIP_PADDING);
  const from = arena.u8(source, 3 * strip);
  const to = arena.u8(target, bytesPerPixel * strip);
  for (let first = 0; first < pixels; first += strip) {
    const count = Math.min(strip, pixels - first);
    from.set(rgb.subarray(3 * first, 3 * (first + count)));
    kernel(source, count, target);
    converted.set(count === strip ? to : to.subarray(0, bytesPerPixel * count), bytesPerPixel * first);
  }
}
