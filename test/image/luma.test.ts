import { describe, expect, it } from 'vitest';
import { imageFrom } from '../../src/image/image.js';
import { bt709Shares, greyOfIntegers, toGrey, toGreyU8 } from '../../src/image/luma.js';
import { toU8 } from '../../src/image/to-u8.js';
import { greyBt601, greyOfShares } from '../../src/kernels/grey.js';
import {
  digestOfEveryColour,
  givingBytes,
  goldenArray,
  goldenColours,
  goldenJson,
  largestDifference,
} from './colour-golden.js';

const primaries = imageFrom(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255), {
  width: 3,
  height: 1,
  channels: 3,
});

describe.each([
  ['reference', givingBytes(greyOfIntegers, 1)],
  ['kernel', givingBytes(greyBt601, 1)],
])('8-bit BT.601 by the %s', (_, convert) => {
  it('equals OpenCV on a colour cube and 4096 random colours', () => {
    expect(convert(goldenColours<Uint8Array>('u8-rgb').data)).toEqual(goldenArray('u8-grey').data);
  });

  it('equals OpenCV on every 8-bit colour', () => {
    expect(digestOfEveryColour(convert)).toBe(goldenJson('every-colour').grey);
  });
});

describe('toGrey', () => {
  it('weighs the primaries by the named formula', () => {
    expect([...toGrey(primaries, 'bt601').data]).toEqual([76, 150, 29]);
    expect([...toGrey(primaries, 'bt709').data]).toEqual([0.2125, 0.7154, 0.0721]);
  });

  it('takes bt601 unless told otherwise', () => {
    expect(toGrey(primaries)).toEqual(toGrey(primaries, 'bt601'));
  });

  it('makes of 8-bit pixels what its kernels make', () => {
    const image = goldenColours<Uint8Array>('u8-rgb');
    expect(toGrey(image).data).toEqual(givingBytes(greyBt601, 1)(image.data));
    const floats = new Float64Array(image.width);
    greyOfShares(image.data, floats, bt709Shares);
    expect(toGrey(image, 'bt709').data).toEqual(floats);
  });

  it('equals OpenCV on 16-bit colours', () => {
    expect(toGrey(goldenColours('u16-rgb')).data).toEqual(goldenArray('u16-grey').data);
  });

  it('equals scikit-image on floats to 1e-12', () => {
    const { data } = toGrey(goldenColours('float-rgb'), 'bt709');
    expect(largestDifference(data, goldenArray('float-grey').data)).toBeLessThan(1e-12);
  });

  it('returns grey as it is', () => {
    const grey = imageFrom(Uint8Array.of(1, 2), { width: 2, height: 1, channels: 1 });
    expect(toGrey(grey, 'bt709')).toBe(grey);
  });

  it('refuses an image with alpha', () => {
    const rgba = imageFrom(new Uint8Array(4), { width: 1, height: 1, channels: 4 });
    expect(() => toGrey(rgba)).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
  });
});

describe('toGreyU8', () => {
  it('rounds floats, clamps them and keeps the upper 8 of 16 bits', () => {
    const floats = imageFrom(Float32Array.of(-1, 0, 0.5, 1, 2), { width: 5, height: 1, channels: 1 });
    expect([...toGreyU8(floats).data]).toEqual([0, 0, 128, 255, 255]);
    const deep = imageFrom(Uint16Array.of(0, 255, 256, 65535), { width: 4, height: 1, channels: 1 });
    expect([...toGreyU8(deep).data]).toEqual([0, 0, 1, 255]);
  });

  it('brings bt709 back to the 8-bit scale', () => {
    expect([...toGreyU8(primaries, 'bt709').data]).toEqual([54, 182, 18]);
  });
});

describe('toU8', () => {
  it('refuses NaN, saying where', () => {
    const image = imageFrom(Float64Array.of(0, Number.NaN), { width: 2, height: 1, channels: 1 });
    expect(() => toU8(image)).toThrow(expect.objectContaining({ code: 'BAD_DATA' }));
    expect(() => toU8(image)).toThrow(/value 1 is NaN/);
  });
});
