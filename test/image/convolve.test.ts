import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readNpy } from '../../src/formats/npy.js';
import { convolve } from '../../src/image/convolve.js';
import { correlate } from '../../src/image/correlate.js';
import { filterBank } from '../../src/image/filter-bank.js';
import { type Image, imageFrom, type PixelArray } from '../../src/image/image.js';
import { type Border, borderIndex } from '../../src/image/padding.js';

const kernels = vi.hoisted(() => ({ used: true }));
vi.mock('../../src/kernels/kernels.js', async (original) => ({
  ...(await original<typeof import('../../src/kernels/kernels.js')>()),
  hasKernels: () => kernels.used,
}));

/** One test body over the kernels and the plain TypeScript. */
const describeBoth = (title: string, body: () => void) =>
  describe.each([
    ['kernels', true],
    ['plain TypeScript', false],
  ])(`${title}: %s`, (_, used) => {
    beforeEach(() => {
      kernels.used = used;
    });
    body();
  });

const golden = (name: string) => readFileSync(new URL(`../goldens/${name}`, import.meta.url));
const array = (name: string) => readNpy(golden(`convolve/${name}.npy`), name);
const json = (name: string): Record<string, number[][]> =>
  JSON.parse(golden(`convolve/${name}.json`).toString());

const borders: Border[] = ['zero', 'replicate', 'reflect', 'reflect-101'];

const one = <T extends PixelArray>(data: T, width: number): Image<T> =>
  imageFrom(data, { width, height: data.length / width, channels: 1 });

function expectClose(ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number): void {
  expect(ours.length).toBe(theirs.length);
  let worst = 0;
  for (let i = 0; i < ours.length; i++) worst = Math.max(worst, Math.abs(ours[i]! - theirs[i]!));
  expect(worst).toBeLessThanOrEqual(tolerance);
}

describeBoth('beside scipy', () => {
  const image = one(array('image').data as Float64Array, 19);
  const single = one(Float32Array.from(image.data), 19);
  /** What the pixels lose in float32, at 255 half a unit in the last place. */
  const inputRounding = (kernel: number[][]) =>
    kernel.flat().reduce((sum, weight) => sum + Math.abs(weight), 0) * 2 ** -17;
  const all = array('ndimage');
  const size = 21 * 19;

  it.each(Object.entries(json('kernels')).map(([name, kernel], k) => ({ name, kernel, k })))(
    'correlate and convolve agree with ndimage under every border: $name',
    ({ kernel, k }) => {
      borders.forEach((border, b) => {
        [correlate, convolve].forEach((filter, f) => {
          const start = ((k * 4 + b) * 2 + f) * size;
          const theirs = all.data.subarray(start, start + size);
          expectClose(filter(image, kernel, { border, output: 'float64' }).data, theirs, 1e-10);
          expectClose(filter(image, kernel, { border }).data, theirs, 1e-3);
          expectClose(filter(single, kernel, { border }).data, theirs, 9e-5 + inputRounding(kernel));
        });
      });
    },
  );

  it('convolve agrees with scipy.signal.convolve2d without padding, for odd and even kernels', () => {
    const kernel = json('kernels')['random 5x3']!;
    const options = { padding: 'valid', output: 'float64' } as const;
    const odd = convolve(image, kernel, options);
    expect([odd.height, odd.width]).toEqual(array('signal').shape);
    expectClose(odd.data, array('signal').data, 1e-10);
    const even = convolve(
      image,
      kernel.slice(0, 4).map((row) => row.slice(0, 2)),
      options,
    );
    expect([even.height, even.width]).toEqual(array('signal-even').shape);
    expectClose(even.data, array('signal-even').data, 1e-10);
  });

  it('reflects again and again where the kernel is larger than the image', () => {
    const tiny = one(Uint8Array.of(1, 2, 4, 8, 16, 32), 3);
    const wide = { data: Float64Array.from({ length: 63 }, (_, i) => i), shape: [7, 9] };
    borders.forEach((border, b) => {
      const ours = correlate(tiny, wide, { border, output: 'float64' });
      expect(Array.from(ours.data)).toEqual(Array.from(array('tiny').data.subarray(b * 6, b * 6 + 6)));
    });
  });
});

const png = await sharp(golden('images/odd.png')).raw().toBuffer({ resolveWithObject: true });

describeBoth('beside OpenCV', () => {
  const rgb = imageFrom(new Uint8Array(png.data), { ...png.info, channels: 3 });
  const { data, shape } = array('filter2d');
  const size = shape[2]! * shape[3]!;

  it.each(Object.entries(json('filter2d')).map(([name, kernel], k) => ({ name, kernel, k })))(
    'uint8 results are those of filter2D under every border, channel by channel: $name',
    ({ kernel, k }) => {
      borders.forEach((border, b) => {
        const ours = correlate(rgb, kernel, { border, output: 'uint8' });
        const green = Uint8Array.from({ length: size }, (_, i) => ours.data[3 * i + 1]!);
        const start = (k * 4 + b) * size;
        expect(green).toEqual(data.subarray(start, start + size));
      });
    },
  );
});

describeBoth('on cases that can be checked by hand', () => {
  const ramp = one(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 3);

  it('correlate lays the kernel on as written, convolve turns it by 180 degrees', () => {
    const kernel = [
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 10],
    ];
    expect([...correlate(ramp, kernel, { padding: 'valid' }).data]).toEqual([91]);
    expect([...convolve(ramp, kernel, { padding: 'valid' }).data]).toEqual([19]);
  });

  it('gives float32 by default and keeps the size', () => {
    const same = correlate(ramp, [[2]]);
    expect(same).toEqual({
      data: Float32Array.of(2, 4, 6, 8, 10, 12, 14, 16, 18),
      ...{ width: 3, height: 3, channels: 1 },
    });
  });

  it('rounds half to even and saturates in uint8', () => {
    const values = one(Float32Array.of(0.5, 1.5, 2.5, -7, 255.4, 900), 6);
    expect([...correlate(values, [[1]], { output: 'uint8' }).data]).toEqual([0, 2, 2, 0, 255, 255]);
  });

  it('strides, dilates and pads by margins', () => {
    const line = one(Uint8Array.of(1, 2, 4, 8, 16), 5);
    const pad = (left: number, right: number) => ({ top: 0, bottom: 0, left, right });
    const kernel = [[1, 1]];
    expect([...correlate(line, kernel, { padding: 'valid', stride: 2 }).data]).toEqual([3, 12]);
    expect([...correlate(line, kernel, { padding: 'valid', dilation: 3 }).data]).toEqual([9, 18]);
    expect([...correlate(line, kernel, { padding: pad(1, 0), border: 'zero' }).data]).toEqual([
      1, 3, 6, 12, 24,
    ]);
    expect([...correlate(line, kernel, { padding: pad(0, 1), border: 'replicate' }).data]).toEqual([
      3, 6, 12, 24, 32,
    ]);
  });

  it('takes same with a stride as every stride-th result, from the first pixel on', () => {
    const box = [
      [1, 1, 1],
      [1, 2, 1],
      [1, 1, 3],
    ];
    const all = correlate(ramp, box).data;
    expect([...correlate(ramp, box, { stride: 2 }).data]).toEqual([all[0], all[2], all[6], all[8]]);
  });

  it('refuses what cannot be done, and says how to mend it', () => {
    const refused =
      (kernel: number[][], options = {}) =>
      () =>
        correlate(ramp, kernel, options);
    expect(refused([[1, 1]])).toThrow(/odd width and height.*2×1.*margins/);
    expect(refused([[1, 1, 1, 1]], { padding: 'valid' })).toThrow(/at most 3 pixels.*4/);
    expect(refused([[NaN]])).toThrow(expect.objectContaining({ code: 'BAD_DATA' }));
    expect(refused([[1]], { border: 'wrap' })).toThrow(/reflect-101.*'wrap'/);
    expect(refused([[1]], { stride: 0 })).toThrow(/at least 1.*stride/);
    expect(refused([[1]], { output: 'u8' })).toThrow(/uint8.*'u8'/);
    expect(refused([[1]], { pading: 'same' })).toThrow(/'pading'/);
  });
});

/** The definition, pixel by pixel, with nothing clever in it. */
function byDefinition(
  image: Image,
  kernel: number[][],
  { border, stride, dilation }: { border: Border; stride: number; dilation: number },
): number[] {
  const { width, height, channels } = image;
  const [middleY, middleX] = [((kernel.length - 1) * dilation) / 2, ((kernel[0]!.length - 1) * dilation) / 2];
  const result: number[] = [];
  for (let y = 0; y < height; y += stride)
    for (let x = 0; x < width; x += stride)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        kernel.forEach((row, i) => {
          row.forEach((weight, j) => {
            const from = {
              x: borderIndex(x + j * dilation - middleX, width, border),
              y: borderIndex(y + i * dilation - middleY, height, border),
            };
            if (from.x >= 0 && from.y >= 0)
              sum += weight * image.data[(from.y * width + from.x) * channels + c]!;
          });
        });
        result.push(sum);
      }
  return result;
}

const images = fc
  .record({
    width: fc.integer({ min: 1, max: 8 }),
    height: fc.integer({ min: 1, max: 8 }),
    channels: fc.integer({ min: 1, max: 3 }),
  })
  .chain((size) =>
    fc
      .uint8Array({
        minLength: size.width * size.height * size.channels,
        maxLength: size.width * size.height * size.channels,
      })
      .map((data) => imageFrom(Uint8Array.from(data), size)),
  );
const vector = fc
  .array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 5 })
  .map((values) => (values.length % 2 ? values : values.slice(1)));
const way = fc.record({
  border: fc.constantFrom(...borders),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
});

describeBoth('for every image, kernel, border, stride and dilation', () => {
  it('separable kernels give what the definition gives', () => {
    fc.assert(
      fc.property(images, vector, vector, way, (image, column, row, options) => {
        const kernel = column.map((c) => row.map((r) => (c * r) / 7));
        const ours = correlate(image, kernel, { ...options, output: 'float64' });
        expectClose(ours.data, byDefinition(image, kernel, options), 1e-8);
        const single = correlate(image, kernel, options).data;
        const scale = kernel.flat().reduce((a, b) => a + Math.abs(b), 0) * 255;
        expectClose(single, byDefinition(image, kernel, options), 1e-6 * scale);
      }),
    );
  });

  it('other kernels do as well', () => {
    fc.assert(
      fc.property(
        images,
        way,
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 15, maxLength: 15 }),
        (image, options, weights) => {
          const kernel = [weights.slice(0, 5), weights.slice(5, 10), weights.slice(10)];
          const ours = correlate(image, kernel, { ...options, output: 'float64' });
          expectClose(ours.data, byDefinition(image, kernel, options), 1e-10);
        },
      ),
    );
  });

  it('a bank of filters is the sum of one correlation a channel, plus its bias', () => {
    fc.assert(
      fc.property(images, way, fc.integer({ min: 1, max: 3 }), (image, options, filters) => {
        const { channels } = image;
        const data = Float64Array.from(
          { length: filters * 3 * 5 * channels },
          (_, i) => ((i * 37) % 23) - 11,
        );
        const bias = [0.5, -2, 9].slice(0, filters);
        const ours = filterBank(
          image,
          { data, shape: [filters, 3, 5, channels] },
          { ...options, bias, output: 'float64' },
        );
        expect(ours.channels).toBe(filters);
        const expected = new Float64Array(ours.data.length);
        for (let f = 0; f < filters; f++)
          for (let c = 0; c < channels; c++) {
            const weights = Float64Array.from({ length: 15 }, (_, k) => data[(f * 15 + k) * channels + c]!);
            const part = correlate(
              image,
              { data: weights, shape: [3, 5] },
              { ...options, output: 'float64' },
            );
            for (let i = 0; i < ours.width * ours.height; i++)
              expected[i * filters + f]! += part.data[i * channels + c]! + (c === 0 ? bias[f]! : 0);
          }
        expectClose(ours.data, expected, 1e-9);
      }),
    );
  });
});

describe('filterBank', () => {
  it('makes one channel a filter, as 1×1 weights show: swap red and blue, and a mean', () => {
    const rgb = imageFrom(Uint8Array.of(1, 2, 3, 30, 20, 10), { width: 2, height: 1, channels: 3 });
    const bank = { data: Float32Array.of(0, 0, 1, 1, 0, 0, 1 / 4, 1 / 2, 1 / 4), shape: [3, 1, 1, 3] };
    const result = filterBank(rgb, bank, { output: 'uint8' });
    expect([...result.data]).toEqual([3, 1, 2, 10, 30, 20]);
  });

  it('refuses banks that do not fit the image', () => {
    const rgb = imageFrom(new Uint8Array(12), { width: 2, height: 2, channels: 3 });
    const bank = (shape: number[]) => ({ data: new Float32Array(shape.reduce((a, b) => a * b, 1)), shape });
    expect(() => filterBank(rgb, bank([2, 1, 1, 4]))).toThrow(/image's 3 channels.*over 4/);
    expect(() => filterBank(rgb, bank([3, 3]))).toThrow(/\[filters, height, width, channels\]/);
    expect(() => filterBank(rgb, bank([2, 1, 1, 3]), { bias: [1] })).toThrow(/each of 2 filters.*1/);
    expect(() => filterBank(rgb, { data: Float32Array.of(1, NaN, 1), shape: [1, 1, 1, 3] })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });
});
