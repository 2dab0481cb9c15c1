import { describe, expect, it } from 'vitest';
import { hsvOfBytes, rgbToHsv } from '../../src/image/hsv.js';
import { imageFrom } from '../../src/image/image.js';
import { rgbToHsv as hsvKernel } from '../../src/kernels/hsv.js';
import {
  digestOfEveryColour,
  givingBytes,
  goldenArray,
  goldenColours,
  goldenJson,
  largestDifference,
} from './colour-golden.js';

const rgb = <T extends Uint8Array | Float32Array | Float64Array>(data: T) =>
  imageFrom(data, { width: data.length / 3, height: 1, channels: 3 });

describe.each([
  ['reference', givingBytes(hsvOfBytes, 3)],
  ['kernel', givingBytes(hsvKernel, 3)],
])('8-bit HSV by the %s', (_, convert) => {
  it('equals OpenCV on a colour cube and 4096 random colours', () => {
    expect(convert(goldenColours<Uint8Array>('u8-rgb').data)).toEqual(goldenArray('u8-hsv').data);
  });

  it('equals OpenCV on every 8-bit colour', () => {
    expect(digestOfEveryColour(convert)).toBe(goldenJson('every-colour').hsv);
  });
});

describe('rgbToHsv', () => {
  it('gives pure red, green and blue the hues 0, 60 and 120 on the 8-bit scale', () => {
    const { data } = rgbToHsv(rgb(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255)));
    expect([...data]).toEqual([0, 255, 255, 60, 255, 255, 120, 255, 255]);
  });

  it('gives floats in degrees and fractions', () => {
    const { data } = rgbToHsv(rgb(Float64Array.of(1, 0.5, 0, 0.5, 0, 0.5, 0.25, 0.25, 0.25, 0, 0, 0)));
    expect([...data]).toEqual([30, 1, 1, 300, 1, 0.5, 0, 0, 0.25, 0, 0, 0]);
  });

  it('makes of 8-bit pixels what its kernel makes', () => {
    const image = goldenColours<Uint8Array>('u8-rgb');
    expect(rgbToHsv(image).data).toEqual(givingBytes(hsvKernel, 3)(image.data));
  });

  it('is within a thousandth of a degree of OpenCV on floats', () => {
    const { data } = rgbToHsv(goldenColours<Float64Array>('float-rgb'));
    expect(largestDifference(data, goldenArray('float-hsv').data)).toBeLessThan(1e-3);
  });

  it('keeps the number type and the input', () => {
    const image = rgb(Float32Array.of(0.1, 0.2, 0.3));
    expect(rgbToHsv(image).data).toBeInstanceOf(Float32Array);
    expect([...image.data]).toEqual([...Float32Array.of(0.1, 0.2, 0.3)]);
  });

  it('refuses grey and 16-bit pixels', () => {
    const grey = imageFrom(new Uint8Array(4), { width: 2, height: 2, channels: 1 });
    expect(() => rgbToHsv(grey)).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
    const deep = imageFrom(new Uint16Array(3), { width: 1, height: 1, channels: 3 });
    expect(() => rgbToHsv(deep as never)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }));
  });
});
