import { FoveaError } from '../core/errors.js';
import { bagEncoding } from './bag-encoding.js';
import type { Encoding } from './encoding.js';
import { fisherEncoding } from './fisher-encoding.js';
import { pyramidEncoding } from './pyramid-encoding.js';
import { vladEncoding } from './vlad-encoding.js';

/** Every encoding there is, in the order of `--help`. One more is one more line here. */
export const encodings: readonly Encoding[] = [bagEncoding, pyramidEncoding, vladEncoding, fisherEncoding];

/** The encoding of a name. @throws NOT_FOUND, listing the names. */
export function findEncoding(name: string, among: readonly Encoding[] = encodings): Encoding {
  const found = among.find((encoding) => encoding.name === name);
  if (found) return found;
  const names = among.map((encoding) => encoding.name).join(', ');
  throw new FoveaError('NOT_FOUND', `Expected an encoding (${names}) but received '${name}'.`);
}
