import type { Image } from '../image/image.js';

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The image enlarged a whole number of times, each pixel becoming a square, so that it stays visible as one. */
export function enlarge(image: Image<Uint8Array>, times: number): Image<Uint8Array> {
  if (times === 1) return image;
  const { channels } = image;
  const [width, height] = [image.width * times, image.height * times];
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < image.height; y++) {
    const first = y * times * width * channels;
    for (let x = 0, out = first; x < image.width; x++)
      for (let t = 0; t < times; t++)
        for (let c = 0; c < channels; c++) data[out++] = image.data[(y * image.width + x) * channels + c]!;
    const line = data.subarray(first, first + width * channels);
    for (let t = 1; t < times; t++) data.set(line, first + t * width * channels);
  }
  return { data, width, height, channels };
}

/**
 * How many times an image is enlarged to be readable: the whole number that brings its longer side nearest to
 * `side` pixels, and never less than 1.
 */
export const readableScale = ({ width, height }: Size, side = 768): number =>
  Math.max(1, Math.round(side / Math.max(width, height)));

/** For captions: `, enlarged 3 times`, or nothing. */
export const enlarged = (times: number): string => (times === 1 ? '' : `, enlarged ${times} times`);

/** The largest size of the same proportions that fits into a square (at least one pixel each way). */
export function fitInto({ width, height }: Size, side: number): Size {
  const scale = side / Math.max(width, height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
