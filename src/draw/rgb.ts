import { FoveaError } from '../core/errors.js';
import type { Image } from '../image/image.js';
import { toU8 } from '../image/to-u8.js';

/** A colour of three values from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `rgb(…)` as CSS and SVG write it. */
export const cssColour = (rgb: Rgb): string => `rgb(${rgb.map(Math.round).join(',')})`;

/**
 * Any image as 8-bit RGB (a copy): grey is spread over three channels, other number types are scaled by `toU8`.
 * @throws BAD_SHAPE when there are neither 1 nor 3 channels; BAD_DATA for NaN.
 */
export function toRgb8(image: Image): Image<Uint8Array> {
  const { data, width, height, channels } = toU8(image);
  if (channels !== 1 && channels !== 3)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected an image of 1 (grey) or 3 (RGB) channels to draw but received ${channels}. Flatten alpha on load.`,
    );
  if (channels === 3) return { data: data.slice(), width, height, channels };
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, p = 0; i < data.length; i++, p += 3) rgb[p] = rgb[p + 1] = rgb[p + 2] = data[i]!;
  return { data: rgb, width, height, channels: 3 };
}

/** The same picture with every value multiplied by `factor`, to let marks stand out on it. */
export function dim(image: Image<Uint8Array>, factor: number): Image<Uint8Array> {
  return { ...image, data: image.data.map((value) => value * factor) };
}
