import { describe, expect, it } from 'vitest';
import { hsvOfBytes } from '../../src/image/hsv.js';
import { labOfBytes } from '../../src/image/lab.js';
import { bt709Of, bt709Shares, greyOfIntegers } from '../../src/image/luma.js';
import { greyBt601, greyOfShares } from '../../src/kernels/grey.js';
import { rgbToHsv } from '../../src/kernels/hsv.js';
import { withKernels } from '../../src/kernels/kernels.js';
import { rgbToLab } from '../../src/kernels/lab.js';
import { STRIP_PIXELS } from '../../src/kernels/strips.js';
import { givingBytes } from '../image/colour-golden.js';
import { randomPixels } from './random-pixels.js';

type Convert = (rgb: Uint8Array) => Uint8Array | Float64Array;
const pairs: [string, Convert, Convert][] = [
  ['greyBt601', givingBytes(greyBt601, 1), givingBytes(greyOfIntegers, 1)],
  ['greyOfShares', givingFloats(greyOfKnownShares), givingFloats(bt709Of)],
  ['rgbToHsv', givingBytes(rgbToHsv, 3), givingBytes(hsvOfBytes, 3)],
  ['rgbToLab', givingBytes(rgbToLab, 3), givingBytes(labOfBytes, 3)],
];

describe.each(pairs)('the kernel %s equals its reference', (_, kernel, reference) => {
  it('on images of every width from 1 to 40', () => {
    for (let width = 1; width <= 40; width++) {
      const { data } = randomPixels(width, 1 + (width % 3));
      expect(kernel(data), `width ${width}`).toEqual(reference(data));
    }
  });

  it('around the end of one strip and of two', () => {
    for (const pixels of [-17, -1, 0, 1, 15, STRIP_PIXELS].map((more) => STRIP_PIXELS + more)) {
      const { data } = randomPixels(pixels, 1);
      expect(Buffer.compare(bytesOf(kernel(data)), bytesOf(reference(data))), `${pixels} pixels`).toBe(0);
    }
  });

  it('on black and on white, whatever the memory held before', () => {
    for (const value of [255, 0]) {
      const flat = new Uint8Array(3 * 77).fill(value);
      expect(kernel(flat)).toEqual(reference(flat));
    }
  });

  it('on pixels that are a part of a larger buffer, and leaves them as they are', () => {
    const { data } = randomPixels(31, 7);
    const part = data.subarray(3 * 5, 3 * 105);
    const before = part.slice();
    expect(kernel(part)).toEqual(reference(part));
    expect(part).toEqual(before);
  });

  it('and gives its memory back', () => {
    const next = () => withKernels((__, arena) => arena.allocate(1));
    const before = next();
    kernel(randomPixels(40, 30).data);
    expect(next()).toBe(before);
  });

  it('in memory that does not grow with the image', () => {
    kernel(randomPixels(200, 100).data);
    const size = () => withKernels((__, arena) => arena.size);
    const before = size();
    kernel(new Uint8Array(3 * 1_000_000));
    expect(size()).toBe(before);
  });
});

function greyOfKnownShares(rgb: Uint8Array, grey: Float64Array): void {
  greyOfShares(rgb, grey, bt709Shares);
}

function givingFloats(fill: (rgb: Uint8Array, grey: Float64Array) => void): Convert {
  return (rgb) => {
    const grey = new Float64Array(rgb.length / 3);
    fill(rgb, grey);
    return grey;
  };
}

function bytesOf({ buffer }: Uint8Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer);
}
