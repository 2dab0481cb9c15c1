import { FoveaError } from '../../core/errors.js';
import type { NdArray } from '../../core/ndarray.js';

/** What k-means works on: flat rows. */
export interface Points {
  readonly data: Uint8Array | Float32Array;
  readonly count: number;
  readonly length: number;
}

/** Up to so many numbers, points of uint8 are compared with words rounded to 1 / 32 or finer. */
const MOST_BYTES = 900;

/** Sums of uint8 have 32 bits. */
const MOST_POINTS = 2 ** 24;

/**
 * Descriptors as points: as bytes, which are several times faster, where all numbers are whole and from 0 to 255, as
 * SIFT's are.
 * @throws BAD_DATA for NaN or infinity, naming row and column; LIMIT for more than 16.7 million descriptors.
 */
export function pointsOf({ data, shape }: NdArray<Uint8Array | Float32Array>): Points {
  const [count, length] = shape as [number, number];
  if (count > MOST_POINTS)
    throw new FoveaError(
      'LIMIT',
      `Expected at most ${MOST_POINTS} descriptors to cluster but received ${count}. Draw a sample of them.`,
    );
  if (data instanceof Uint8Array)
    return { data: length > MOST_BYTES ? Float32Array.from(data) : data, count, length };
  expectFinite(data, length);
  return { data: length <= MOST_BYTES && isWhole(data) ? Uint8Array.from(data) : data, count, length };
}

/** @throws BAD_DATA for NaN or infinity, naming row and column. */
export function expectFinite(data: Float32Array, length: number): void {
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new FoveaError(
    'BAD_DATA',
    `Expected finite numbers in descriptors but row ${Math.floor(bad / length)}, column ${bad % length} is ${data[bad]}.`,
  );
}

function isWhole(data: Float32Array): boolean {
  for (let i = 0; i < data.length; i++) if ((data[i]! & 255) !== data[i]) return false;
  return true;
}
