import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Image, imageFrom } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';
import { resizeImage } from '../../src/image/resize.js';
import { goldenArray, goldenJson, imagePath, largestDifference } from './colour-golden.js';

interface Case {
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly method: string;
  readonly type: string;
}

const cases = (goldenJson('resize') as Case[]).map((value, k) => ({ ...value, k }));
const sources = new Map<string, Image<Uint8Array>>();

beforeAll(async () => {
  for (const { image } of cases) sources.set(image, await loadImage(imagePath(`${image}.png`)));
});

const grey = (data: Uint8Array | Float64Array, width: number) =>
  imageFrom(data, { width, height: data.length / width, channels: 1 });

describe('resizeImage', () => {
  it('averages the area where it shrinks', () => {
    const { data } = resizeImage(grey(Uint8Array.of(0, 10, 20, 30, 40, 50, 60, 70), 4), {
      width: 2,
      height: 1,
    });
    expect([...data]).toEqual([25, 45]);
  });

  it('weighs a pixel that is covered in part by that part', () => {
    const { data } = resizeImage(grey(Float64Array.of(0, 3, 6), 3), { width: 2, height: 1 });
    expect([...data]).toEqual([1, 5]);
  });

  it('interpolates between half-pixel centres where it grows', () => {
    const { data } = resizeImage(grey(Float64Array.of(0, 8), 2), { width: 4, height: 1 });
    expect([...data]).toEqual([0, 2, 6, 8]);
  });

  it.each(cases.filter(({ type }) => type === 'uint8'))(
    "is within 1 of OpenCV's $method for $image at $width×$height",
    ({ image, width, height, k }) => {
      const { data } = resizeImage(sources.get(image)!, { width, height });
      expect(largestDifference(data, goldenArray(`resize-${k}`).data)).toBeLessThanOrEqual(1);
    },
  );

  it.each(cases.filter(({ type }) => type === 'float32'))(
    "is within 4e-6 of OpenCV's $method for $image as floats at $width×$height",
    ({ image, width, height, k }) => {
      // OpenCV keeps positions as float32: at pixel 64 that is a step of 7.6e-6 between two neighbours.
      const source = sources.get(image)!;
      const floats = { ...source, data: Float32Array.from(source.data, (value) => value / 255) };
      const { data } = resizeImage(floats, { width, height });
      expect(data).toBeInstanceOf(Float32Array);
      expect(largestDifference(data, goldenArray(`resize-${k}`).data)).toBeLessThan(4e-6);
    },
  );

  it('returns the same pixels at the same size', () => {
    const source = sources.get('odd')!;
    expect(resizeImage(source, source)).toEqual(source);
  });

  it('leaves a flat image flat, for any size and number type', () => {
    const size = fc.integer({ min: 1, max: 40 });
    const value = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(size, size, size, size, value, (fromWidth, fromHeight, width, height, level) => {
        for (const Type of [Uint8Array, Uint16Array, Float32Array]) {
          const data = new Type(fromWidth * fromHeight * 3).fill(level);
          const flat = imageFrom(data, { width: fromWidth, height: fromHeight, channels: 3 });
          const resized = resizeImage(flat, { width, height });
          expect(largestDifference(resized.data, new Type(width * height * 3).fill(level))).toBeLessThan(
            1e-4,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('commutes with turning the image over', () => {
    const size = fc.integer({ min: 1, max: 30 });
    const row = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(row, size, (values, width) => {
        const forward = resizeImage(grey(Float64Array.from(values), values.length), {
          width,
          height: 1,
        }).data;
        const turned = Float64Array.from(values.toReversed());
        const back = resizeImage(grey(turned, turned.length), { width, height: 1 }).data.toReversed();
        expect(largestDifference(forward, back)).toBeLessThan(1e-9);
      }),
    );
  });

  it.each([0, -1, 2.5, Number.NaN])('refuses the size %s', (width) => {
    expect(() => resizeImage(grey(new Uint8Array(4), 2), { width, height: 2 })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
  });
});
