import { FoveaError } from '../core/errors.js';

/** 2^22 numbers, 16 MB an image: beyond that options have multiplied by mistake. */
const LONGEST_VECTOR = 2 ** 22;

/** @throws LIMIT when the options of a feature make more numbers an image than anyone wants. */
export function requireVectorLength(feature: string, length: number): void {
  if (length > LONGEST_VECTOR)
    throw new FoveaError(
      'LIMIT',
      `Expected at most ${LONGEST_VECTOR} numbers an image for ${feature} but its options make ${length}. Take fewer bins, points or grid cells.`,
    );
}
