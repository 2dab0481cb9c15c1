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
 * @throws BAD_OPTION for a ratio outside (1, 2), and for one so near to 1 that a size stays as it is.
 */
export function fmpSizes(layers: number, ratio: number): FmpSizes {
  if (!(ratio > 1 && ratio < 2)) throw outside(ratio);
  const pooled: number[] = [];
  let size = 2;
  for (let i = 0; i < layers; i++) {
    pooled.unshift(size);
    const before = Math.floor(size * ratio + 0.5);
    if (before <= size)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected a ratio of at least ${(size + 0.5) / size}, which makes ${size} pixels out of ${size + 1}, but ${ratio} makes them out of ${before}. Take a larger ratio, such as ∛2 or √2.`,
      );
    size = before + 1;
  }
  return { input: size, pooled };
}

function outside(ratio: number): FoveaError {
  const instead =
    ratio >= 2
      ? 'For 2 take an ordinary max pooling (maxPooling with size 2), for more a larger one, or pool twice.'
      : 'By 1 nothing is pooled: leave the pooling out, or take a ratio such as ∛2 or √2.';
  return new FoveaError(
    'BAD_OPTION',
    `Expected a ratio above 1 and below 2 for fractional max pooling but received ${ratio}. ${instead}`,
  );
}
