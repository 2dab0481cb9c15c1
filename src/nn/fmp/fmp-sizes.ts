import { FoveaError } from '../../core/errors.js';

/** The sizes of a network of convolutions by 2×2 and fractional poolings. */
export interface FmpSizes {
  /** The side of the images that fit exactly. */
  readonly input: number;
  /** The side behind each pooling. */
  readonly pooled: readonly number[];
}

/**
 * Computed backwards from the end, where 2×2 pixels are left for the last convolution: before a pooling there are
 * ⌊n·ratio + ½⌋ pixels for n behind it, and before a convolution one more.
 *
 * Source: Graham, "Fractional max-pooling", section 4.
 * @throws BAD_OPTION for a ratio outside 1 … 2, and for one that leaves the size as it is.
 */
export function fmpSizes(layers: number, ratio: number): FmpSizes {
  if (!(ratio > 1 && ratio <= 2))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a ratio above 1 and at most 2 for fractional max pooling but received ${ratio}. Use an ordinary max pooling for larger ones.`,
    );
  const pooled: number[] = [];
  let size = 2;
  for (let i = 0; i < layers; i++) {
    pooled.unshift(size);
    const before = Math.floor(size * ratio + 0.5);
    if (before > 2 * size || before <= size)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected a ratio that makes ${size} pixels out of more but ${ratio} makes them out of ${before}. Take a larger ratio.`,
      );
    size = before + 1;
  }
  return { input: size, pooled };
}
