import type { Image } from '../../src/image/image.js';

/** An image from one function of x and y: grey where it gives a number, RGB where it gives three. */
export function paint(
  width: number,
  height: number,
  colour: (x: number, y: number) => number | readonly number[],
): Image<Uint8Array> {
  const values = Array.from({ length: width * height }, (_, i) => colour(i % width, Math.floor(i / width)));
  const data = Uint8Array.from(values.flat() as number[]);
  return { data, width, height, channels: data.length / (width * height) };
}

/** The colour of one pixel. */
export function pixel({ data, width, channels }: Image, x: number, y: number): number[] {
  const at = (y * width + x) * channels;
  return [...data.slice(at, at + channels)];
}
