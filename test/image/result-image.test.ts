import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Random } from '../../src/core/random.js';
import { convolve } from '../../src/image/convolve.js';
import { correlate } from '../../src/image/correlate.js';
import { filterBank } from '../../src/image/filter-bank.js';
import { gaussianBlur } from '../../src/image/gaussian-blur.js';
import { rgbToHsv } from '../../src/image/hsv.js';
import { type Image, imageFrom, type PixelArray } from '../../src/image/image.js';
import { rgbToLab } from '../../src/image/lab.js';
import { toGrey } from '../../src/image/luma.js';

const kernels = vi.hoisted(() => ({ used: true }));
vi.mock('../../src/kernels/kernels.js', async (original) => ({
  ...(await original<typeof import('../../src/kernels/kernels.js')>()),
  hasKernels: () => kernels.used,
}));

function randomImage<T extends PixelArray>(
  Pixels: new (length: number) => T,
  { width = 37, height = 11, channels = 3, scale = 255 } = {},
): Image<T> {
  const random = new Random(width);
  const data = new Pixels(width * height * channels);
  for (let i = 0; i < data.length; i++) data[i] = random.integer(0, 255) * (scale / 255);
  return imageFrom(data, { width, height, channels });
}

const bytes = randomImage(Uint8Array);
const deep = randomImage(Uint16Array);
const floats = randomImage(Float32Array, { scale: 1 });
const doubles = randomImage(Float64Array, { scale: 1 });
const grey = randomImage(Uint8Array, { channels: 1 });
const infinite = {
  ...floats,
  data: floats.data.map((value, i) => (i === 700 ? Number.POSITIVE_INFINITY : value)),
};
const uneven = [
  [1, 2, 0.3],
  [0, 1, 4],
  [3, 0, 0.1],
];
const whole = [
  [1, 2, 0],
  [0, 1, -4],
  [3, 0, 1],
];
const column = [[0.1], [0.2], [0.7]];
const bank = { data: Float32Array.from({ length: 2 * 3 * 3 * 3 }, (_, i) => i % 5), shape: [2, 3, 3, 3] };

type Call = (image: Image<never>, into: { out?: Image<never> }) => Image;
const calls: [string, Image, Call][] = [
  ['toGrey of bytes', bytes, (image, into) => toGrey(image, 'bt601', into)],
  ['toGrey of 16 bits', deep, (image, into) => toGrey(image, 'bt601', into)],
  ['toGrey of floats', floats, (image, into) => toGrey(image, 'bt601', into)],
  ['toGrey of bytes by bt709', bytes, (image, into) => toGrey(image, 'bt709', into)],
  ['toGrey of floats by bt709', floats, (image, into) => toGrey(image, 'bt709', into)],
  ['toGrey of grey', grey, (image, into) => toGrey(image, 'bt709', into)],
  ['rgbToHsv of bytes', bytes, rgbToHsv],
  ['rgbToHsv of floats', floats, rgbToHsv],
  ['rgbToLab of bytes', bytes, rgbToLab],
  ['rgbToLab of float64', doubles, rgbToLab],
  ['gaussianBlur', bytes, (image, into) => gaussianBlur(image, { sigma: 1.6, ...into })],
  ['correlate of floats', floats, (image, into) => correlate(image, uneven, into)],
  ['correlate of floats, some infinite', infinite, (image, into) => correlate(image, uneven, into)],
  ['correlate of bytes to floats', bytes, (image, into) => correlate(image, whole, into)],
  ['correlate of bytes', bytes, (image, into) => correlate(image, whole, { output: 'uint8', ...into })],
  [
    'correlate of bytes by fractions',
    bytes,
    (image, into) => correlate(image, uneven, { output: 'uint8', ...into }),
  ],
  [
    'correlate of 16 bits to bytes',
    deep,
    (image, into) => correlate(image, column, { output: 'uint8', ...into }),
  ],
  [
    'correlate to float64 by strides',
    bytes,
    (image, into) => correlate(image, uneven, { output: 'float64', stride: 2, padding: 'valid', ...into }),
  ],
  ['convolve', bytes, (image, into) => convolve(image, uneven, into)],
  ['filterBank', bytes, (image, into) => filterBank(image, bank, into)],
];

describe.each([
  ['kernels', true],
  ['plain TypeScript', false],
])('a result in memory of the caller, by %s', (_, used) => {
  beforeEach(() => {
    kernels.used = used;
  });

  it.each(calls)('%s gives the same numbers there, and that image', (__, input, call) => {
    const image = input as Image<never>;
    const anew = call(image, {});
    const before = input.data.slice();
    const out = { ...anew, data: anew.data.slice().fill(77) };
    const { data } = out;
    expect(call(image, { out: out as Image<never> })).toBe(out);
    expect(out.data).toBe(data);
    expect(out).toEqual(anew);
    expect(input.data).toEqual(before);
  });

  it.each(calls)('%s fills a part of a larger buffer, and nothing beside it', (__, input, call) => {
    const image = input as Image<never>;
    const anew = call(image, {});
    const length = anew.data.length;
    const Numbers = anew.data.constructor as new (length: number) => PixelArray;
    const larger = new Numbers(length + 6).fill(77);
    const out = { ...anew, data: larger.subarray(3, 3 + length) };
    call(image, { out: out as Image<never> });
    expect(out).toEqual(anew);
    expect([...larger.subarray(0, 3), ...larger.subarray(3 + length)]).toEqual(Array(6).fill(77));
  });

  it.each(calls)('%s refuses another size, other channels, another number type', (__, input, call) => {
    const image = input as Image<never>;
    const anew = call(image, {});
    const { width, height, channels, data } = anew;
    const other =
      data instanceof Float32Array ? new Float64Array(data.length) : new Float32Array(data.length);
    for (const out of [
      { ...anew, width: height, height: width },
      { ...anew, width: width * channels, channels: 1, height: height + 1 },
      { ...anew, channels: channels + 1 },
      { ...anew, data: data.subarray(1) },
      { ...anew, data: other },
    ])
      expect(() => call(image, { out: out as Image<never> })).toThrow(
        expect.objectContaining({ code: 'BAD_SHAPE' }),
      );
  });

  it.each(calls)('%s refuses memory of its input', (__, input, call) => {
    const anew = call(input as Image<never>, {});
    // Both in one buffer, so that the last bytes of the one are the first of the other.
    const [inputBytes, outBytes] = [input.data.byteLength, anew.data.byteLength];
    const buffer = new ArrayBuffer(inputBytes + outBytes + 16);
    const In = input.data.constructor as new (buffer: ArrayBuffer, at: number, length: number) => PixelArray;
    const Out = anew.data.constructor as typeof In;
    const at = Math.floor((inputBytes - 1) / 8) * 8;
    const data = new In(buffer, 0, input.data.length);
    data.set(input.data);
    const shared = { ...anew, data: new Out(buffer, at, anew.data.length) };
    const image = { ...input, data } as Image<never>;
    expect(() => call(image, { out: shared as Image<never> })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
    expect(data).toEqual(input.data);
    const beside = { ...anew, data: new Out(buffer, at + 8, anew.data.length) };
    expect(call(image, { out: beside as Image<never> })).toEqual(anew);
  });
});

describe('an image that does not fit', () => {
  it('is named beside the one that would', () => {
    const out = imageFrom(new Float32Array(6), { width: 3, height: 2, channels: 1 });
    expect(() => toGrey(bytes, 'bt601', { out })).toThrow(
      'Expected 37×11 pixels of 1 channel in a Uint8Array of 407 for out but received 3×2 pixels of 1 channel in a Float32Array of 6.',
    );
    expect(() => rgbToHsv(bytes, { out: null as never })).toThrow(/received null/);
    expect(() => rgbToHsv(bytes, { out: {} as never })).toThrow(/received a value of type Object/);
  });

  it('is a mistake of types where that shows', () => {
    const out = imageFrom(new Float32Array(3), { width: 1, height: 1, channels: 3 });
    const image = imageFrom(new Uint8Array(3), { width: 1, height: 1, channels: 3 });
    // @ts-expect-error the number type of HSV is that of its input
    expect(() => rgbToHsv<Uint8Array>(image, { out })).toThrow(/Float32Array/);
    // @ts-expect-error 8-bit results do not fit floats
    expect(() => correlate(image, [[1]], { output: 'uint8', out })).toThrow(/Float32Array/);
  });
});
