import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Image, imageFrom, type PixelArray } from '../image/image.js';
import type { Check } from './check.js';

const LEVELS = 256;

/**
 * A check of an 8-bit colour conversion over all 2^24 colours: both sides' results, red slowest and blue fastest,
 * are compared by their SHA-256. So it knows whether they are identical, but not how far apart they are.
 */
export function everyColourCheck({
  digest,
  convert,
  ...row
}: Pick<Check, 'feature' | 'against'> & {
  /** The conversion's name among the goldens' digests. */
  readonly digest: string;
  readonly convert: (image: Image<Uint8Array>) => { readonly data: PixelArray };
}): Check {
  return {
    ...row,
    area: 'every colour',
    unit: 'colours',
    promise: { worst: 0 },
    measure({ digests }) {
      const same = digestOfEveryColour(convert) === digests[digest];
      const compared = LEVELS ** 3;
      return { images: 0, compared, agreeing: same ? compared : 0, worst: same ? 0 : Infinity };
    },
  };
}

function digestOfEveryColour(convert: (image: Image<Uint8Array>) => { readonly data: PixelArray }): string {
  const hash = sha256.create();
  const data = new Uint8Array(LEVELS * LEVELS * 3);
  const plane = imageFrom(data, { width: LEVELS, height: LEVELS, channels: 3 });
  for (let i = 0; i < LEVELS * LEVELS; i++) data.set([0, i >> 8, i & 255], i * 3);
  for (let red = 0; red < LEVELS; red++) {
    for (let p = 0; p < data.length; p += 3) data[p] = red;
    const converted = convert(plane).data;
    hash.update(new Uint8Array(converted.buffer, converted.byteOffset, converted.byteLength));
  }
  return bytesToHex(hash.digest());
}
