import { describe, expect, it } from 'vitest';
import { imageFrom } from '../../src/image/image.js';
import { labOfBytes, rgbToLab } from '../../src/image/lab.js';
import { rgbToLab as labKernel } from '../../src/kernels/lab.js';
import {
  digestOfEveryColour,
  givingBytes,
  goldenArray,
  goldenColours,
  goldenJson,
  largestDifference,
} from './colour-golden.js';

describe.each([
  ['reference', givingBytes(labOfBytes, 3)],
  ['kernel', givingBytes(labKernel, 3)],
])('8-bit Lab by the %s', (_, convert) => {
  it('equals OpenCV on a colour cube and 4096 random colours', () => {
    expect(convert(goldenColours<Uint8Array>('u8-rgb').data)).toEqual(goldenArray('u8-lab').data);
  });

  it('equals OpenCV on every 8-bit colour', () => {
    expect(digestOfEveryColour(convert)).toBe(goldenJson('every-colour').lab);
  });
});

describe('rgbToLab', () => {
  it('puts black, white and grey on the lightness axis', () => {
    const image = imageFrom(Uint8Array.of(0, 0, 0, 255, 255, 255, 119, 119, 119), {
      width: 3,
      height: 1,
      channels: 3,
    });
    // L = 50 is 119 of 255 in sRGB; 50 · 255 / 100 = 127.5.
    expect([...rgbToLab(image).data]).toEqual([0, 128, 128, 255, 128, 128, 128, 128, 128]);
  });

  it('makes of 8-bit pixels what its kernel makes', () => {
    const image = goldenColours<Uint8Array>('u8-rgb');
    expect(rgbToLab(image).data).toEqual(givingBytes(labKernel, 3)(image.data));
  });

  it('equals scikit-image on floats to 1e-10', () => {
    const { data } = rgbToLab(goldenColours<Float64Array>('float-rgb'));
    expect(largestDifference(data, goldenArray('float-lab').data)).toBeLessThan(1e-10);
  });

  it("is as near to OpenCV's interpolated floats as the formula is", () => {
    const image = goldenColours<Float64Array>('float-rgb');
    const { data } = rgbToLab(image);
    expect(largestDifference(data, goldenArray('float-lab-opencv').data)).toBeLessThan(0.4);
  });

  it('refuses grey and 16-bit pixels', () => {
    const grey = imageFrom(new Uint8Array(4), { width: 2, height: 2, channels: 1 });
    expect(() => rgbToLab(grey)).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
    const deep = imageFrom(new Uint16Array(3), { width: 1, height: 1, channels: 3 });
    expect(() => rgbToLab(deep as never)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }));
  });
});
