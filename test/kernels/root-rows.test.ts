import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rootRows as reference } from '../../src/features/root-rows.js';
import { rootRows as kernel } from '../../src/kernels/root-rows.js';

/** Both on a copy each; expects the same row refused and, where none is, the same bits. */
function both(values: readonly number[], length: number): { refused: number; values: Float32Array } {
  const [one, other] = [Float32Array.from(values), Float32Array.from(values)];
  const refused = kernel(one, length);
  expect(refused).toBe(reference(other, length));
  if (refused < 0) expect(new Uint32Array(one.buffer)).toEqual(new Uint32Array(other.buffer));
  return { refused, values: one };
}

describe('roots of rows divided by their sums, by the kernel and the reference', () => {
  it('have length 1, and zeros stay', () => {
    expect(both([1, 3, 0, 0, 16, 0, 0, 0, 0], 3).values).toEqual(
      Float32Array.of(0.5, Math.sqrt(3 / 4), 0, 0, 1, 0, 0, 0, 0),
    );
  });

  it('are none of no rows, and of rows without values', () => {
    for (const length of [0, 3]) expect(both([], length).refused).toBe(-1);
  });

  it('are the same bits for rows of any length, of whole numbers and of others', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.float({ min: 0, max: 1e6, noNaN: true }));
    const rows = fc
      .integer({ min: 1, max: 11 })
      .chain((length) => fc.tuple(fc.constant(length), fc.array(number, { maxLength: 40 })));
    fc.assert(
      fc.property(rows, ([length, numbers]) => {
        both(numbers.slice(0, numbers.length - (numbers.length % length)), length);
      }),
    );
  });

  it('are the same over the edges of the strips in which rows are read', () => {
    both(
      Array.from({ length: 200 * 128 }, (_, i) => (i * 7919) % 256),
      128,
    );
    both(
      Array.from({ length: 2 * 9001 }, (_, i) => (i * 7919) % 256),
      9001,
    );
  });

  it('name the first row with a value that is negative or not finite', () => {
    for (const wrong of [-1, Number.NaN, Infinity, -Infinity]) {
      const values = new Array<number>(130 * 128).fill(1);
      values[100 * 128 + 127] = wrong;
      values[120 * 128] = wrong;
      expect(both(values, 128).refused).toBe(100);
    }
  });
});
