import { describeValue, FoveaError } from '../core/errors.js';

/** The number types that pixels may have. */
export type PixelArray = Uint8Array | Uint16Array | Float32Array | Float64Array;

/**
 * The one carrier of pixels: interleaved, row-major. Pixel (x, y) of channel c is
 * `data[(y * width + x) * channels + c]`; x runs right, y runs down.
 * `Uint8Array` holds 0–255, `Uint16Array` 0–65535, floats hold whatever their maker says (0–1 for grey
 * by `bt709`, see luma.ts).
 */
export interface Image<T extends PixelArray = PixelArray> {
  readonly data: T;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/**
 * Wraps raw pixels (no copy) after checking that the sizes fit.
 * @throws BAD_SHAPE when `data.length` is not `width × height × channels`.
 */
export function imageFrom<T extends PixelArray>(
  data: T,
  { width, height, channels }: { width: number; height: number; channels: number },
): Image<T> {
  for (const [name, value] of Object.entries({ width, height, channels })) {
    if (!Number.isInteger(value) || value < 1)
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected a positive integer for ${name} but received ${describeValue(value)}.`,
      );
  }
  if (data.length !== width * height * channels)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected ${width * height * channels} values for ${width}×${height} pixels of ${channels} channels but received ${data.length}.`,
    );
  return { data, width, height, channels };
}
