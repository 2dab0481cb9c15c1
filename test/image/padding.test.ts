import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convolutionOutputSize } from '../../src/image/convolution-output-size.js';
import { type Border, borderIndex, marginsFor } from '../../src/image/padding.js';

const borders: Border[] = ['zero', 'replicate', 'reflect', 'reflect-101'];

/** `abcd` with three letters more on each side; a dot for zero. */
const padded = (text: string, border: Border, margin = 3) =>
  Array.from(
    { length: text.length + 2 * margin },
    (_, i) => text[borderIndex(i - margin, text.length, border)] ?? '.',
  ).join('');

describe('borders', () => {
  it('continue abcd as the table of borders says', () => {
    expect(borders.map((border) => padded('abcd', border))).toEqual([
      '...abcd...',
      'aaaabcdddd',
      'cbaabcddcb',
      'dcbabcdcba',
    ]);
  });

  it('reflect as often as the margin asks for', () => {
    // As numpy.pad(list('abc'), 7, mode='symmetric') and mode='reflect'.
    expect(padded('abc', 'reflect', 7)).toBe('aabccbaabccbaabcc');
    expect(padded('abc', 'reflect-101', 7)).toBe('bcbabcbabcbabcbab');
    expect(padded('a', 'reflect-101')).toBe('aaaaaaa');
    expect(padded('a', 'reflect')).toBe('aaaaaaa');
  });

  it('mirror about the edge: reflect about half a pixel outside, reflect-101 about the edge pixel', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: -40, max: 40 }), (length, i) => {
        expect(borderIndex(i, length, 'reflect')).toBe(borderIndex(-1 - i, length, 'reflect'));
        expect(borderIndex(i, length, 'reflect-101')).toBe(borderIndex(0 - i, length, 'reflect-101'));
        for (const border of borders.slice(1)) {
          expect(borderIndex(i, length, border)).toBeGreaterThanOrEqual(0);
          expect(borderIndex(i, length, border)).toBeLessThan(length);
        }
      }),
    );
  });
});

describe('margins', () => {
  it('are half the window under same, and nothing under valid', () => {
    expect(marginsFor('same', { width: 5, height: 3 })).toEqual({ top: 1, right: 2, bottom: 1, left: 2 });
    expect(marginsFor('valid', { width: 4, height: 4 })).toEqual({ top: 0, right: 0, bottom: 0, left: 0 });
  });

  it('refuse an even window under same, negative margins, and other words', () => {
    expect(() => marginsFor('same', { width: 4, height: 3 })).toThrow(/odd width and height.*4×3/);
    expect(() => marginsFor({ top: 0, right: -1, bottom: 0, left: 0 }, { width: 1, height: 1 })).toThrow(
      /padding\.right.*-1/,
    );
    expect(() => marginsFor('full' as never, { width: 1, height: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
  });
});

describe('convolutionOutputSize', () => {
  it('follows the guide to convolution arithmetic', () => {
    expect(convolutionOutputSize({ input: 4, kernel: 3 })).toBe(2);
    expect(convolutionOutputSize({ input: 5, kernel: 4, padding: 2 })).toBe(6);
    expect(convolutionOutputSize({ input: 5, kernel: 3, padding: 1, stride: 2 })).toBe(3);
    expect(convolutionOutputSize({ input: 6, kernel: 3, padding: 1, stride: 2 })).toBe(3);
    expect(convolutionOutputSize({ input: 7, kernel: 3, dilation: 2 })).toBe(3);
    expect(convolutionOutputSize({ input: 227, kernel: 11, stride: 4 })).toBe(55);
    expect(convolutionOutputSize({ input: 7, kernel: 2, padding: [0, 1], stride: 2 })).toBe(4);
  });

  it('counts the places where a window fits', () => {
    const small = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), small, small, small, (input, kernel, stride, dilation) => {
        const places: number[] = [];
        for (let at = 0; at + dilation * (kernel - 1) < input + 3; at += stride) places.push(at);
        const size = () => convolutionOutputSize({ input, kernel, stride, dilation, padding: [1, 2] });
        if (places.length === 0) expect(size).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
        else expect(size()).toBe(places.length);
      }),
    );
  });
});
