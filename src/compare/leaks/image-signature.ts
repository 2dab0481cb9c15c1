import { fingerprint } from '../../core/fingerprint.js';
import type { Image } from '../../image/image.js';
import { toGreyU8 } from '../../image/luma.js';
import { resizeImage } from '../../image/resize.js';

/** What is kept of an image to find its doubles: some four kilobytes, or one of a small image. */
export interface ImageSignature {
  /** SHA-256 over size and pixels, 64 hex digits. */
  readonly pixels: string;
  /**
   * Grey and square, whatever the shape of the image: 64 × 64 pixels, or 32 × 32 of an image with a side shorter
   * than 64.
   */
  readonly thumbnail: Uint8Array;
}

/** The side of thumbnails at which two images are compared. */
export const comparedSide = 32;

/** The side of thumbnails of images that are large enough: it leaves room to crop. */
export const croppableSide = 64;

/** The signature of a decoded image of 1 or 3 channels. */
export function imageSignature(image: Image): ImageSignature {
  const { data, width, height, channels } = image;
  const side = Math.min(width, height) < croppableSide ? comparedSide : croppableSide;
  return {
    pixels: fingerprint([Int32Array.of(width, height, channels), data]),
    thumbnail: resizeImage(toGreyU8(image), { width: side, height: side }).data,
  };
}
