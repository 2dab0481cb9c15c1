import { FoveaError } from '../core/errors.js';
import { printable } from './shortest-double.js';

/**
 * As JSON.stringify, but loses nothing silently: NaN and infinities, which would turn into null, are refused,
 * and typed arrays become lists instead of objects.
 * @throws BAD_DATA
 */
export function strictJson(value: unknown): string {
  return JSON.stringify(value, (key, held: unknown) => {
    if (typeof held === 'number' && !Number.isFinite(held))
      throw new FoveaError(
        'BAD_DATA',
        `Expected numbers that JSON can hold but received ${held} for '${key}'. Replace it before saving.`,
      );
    return ArrayBuffer.isView(held) ? printable(held as unknown as ArrayLike<number>) : held;
  });
}
