import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readNpy } from '../../src/formats/npy.js';
import { correlate } from '../../src/image/correlate.js';
import { imageFrom } from '../../src/image/image.js';
import { kernelFrom } from '../../src/image/kernel.js';
import { findKernel, namedKernel, namedKernels } from '../../src/image/named-kernels.js';
import { separate } from '../../src/image/separable.js';
import { toDisplay } from '../../src/image/to-display.js';

const golden = (name: string) => readFileSync(new URL(`../goldens/${name}`, import.meta.url));
const array = (name: string) => readNpy(golden(`convolve/${name}.npy`), name).data;

const png = await sharp(golden('images/odd.png')).raw().toBuffer({ resolveWithObject: true });
const odd = imageFrom(
  Uint8Array.from({ length: png.info.width * png.info.height }, (_, i) => png.data[3 * i + 1]!),
  { width: png.info.width, height: png.info.height, channels: 1 },
);

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe('named kernels', () => {
  it('are listed with a summary each, and no name twice', () => {
    const names = namedKernels.map((kernel) => kernel.name);
    expect(names).toEqual([
      'identity',
      'box-blur',
      'gaussian',
      'sharpen',
      'emboss',
      'sobel-x',
      'sobel-y',
      'scharr-x',
      'scharr-y',
      'prewitt-x',
      'prewitt-y',
      'laplacian',
      'edge',
    ]);
    for (const kernel of namedKernels) expect(kernel.summary).not.toBe('');
  });

  it('keep the brightness of a flat image, or make it black if they are derivatives', () => {
    for (const kernel of namedKernels)
      expect(sum(namedKernel(kernel.name).data)).toBeCloseTo(kernel.display === 'absolute' ? 0 : 1, 12);
  });

  it.each(['sobel-x', 'sobel-y', 'scharr-x', 'laplacian'])('give the same numbers as OpenCV: %s', (name) => {
    const ours = correlate(odd, namedKernel(name)).data;
    expect(Int16Array.from(ours)).toEqual(array(name));
  });

  it('are positive where the image grows brighter to the right and downwards', () => {
    const ramp = imageFrom(Uint8Array.of(0, 10, 20, 5, 15, 25, 10, 20, 30), {
      width: 3,
      height: 3,
      channels: 1,
    });
    const middle = (name: string) => correlate(ramp, namedKernel(name)).data[4];
    expect(middle('sobel-x')).toBe(80);
    expect(middle('sobel-y')).toBe(40);
    expect(middle('scharr-x')).toBe(320);
    expect(middle('prewitt-y')).toBe(30);
  });

  it('make Gaussians of a given or a derived size, with the weights of OpenCV', () => {
    const ours = namedKernel('gaussian', { sigma: 1.3, size: 9 });
    expect(ours.shape).toEqual([9, 9]);
    array('gaussian-1.3').forEach((weight, i) => {
      expect(ours.data[i]).toBeCloseTo(weight, 14);
    });
    expect(namedKernel('gaussian').shape).toEqual([7, 7]);
    expect(namedKernel('gaussian', { sigma: 2 }).shape).toEqual([13, 13]);
    expect(namedKernel('box-blur', { size: 2 }).data).toEqual(Float64Array.of(0.25, 0.25, 0.25, 0.25));
  });

  it('refuse unknown names and options by name', () => {
    expect(() => findKernel('smooth')).toThrow(/identity, box-blur.*'smooth'/);
    expect(() => namedKernel('sharpen', { sigma: 1 })).toThrow(/sharpen.*'sigma'/);
    expect(() => namedKernel('gaussian', { sigma: 0 })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
  });
});

describe('kernelFrom', () => {
  it('takes rows and arrays', () => {
    const rows = kernelFrom([[1, 2]]);
    expect(rows).toEqual({ weights: Float64Array.of(1, 2), width: 2, height: 1 });
    expect(kernelFrom({ data: Float32Array.of(1, 2), shape: [1, 2] })).toEqual(rows);
  });

  it.each([
    ['an empty kernel', [], 'BAD_SHAPE'],
    ['empty rows', [[], []], 'BAD_SHAPE'],
    ['ragged rows', [[1, 2], [3]], 'BAD_SHAPE'],
    ['three axes', { data: new Float64Array(8), shape: [2, 2, 2] }, 'BAD_SHAPE'],
    ['NaN', [[1, NaN]], 'BAD_DATA'],
    ['infinity', [[Infinity]], 'BAD_DATA'],
  ] as const)('refuses %s', (_, kernel, code) => {
    expect(() => kernelFrom(kernel)).toThrow(expect.objectContaining({ code }));
  });
});

describe('separate', () => {
  it('splits Sobel exactly', () => {
    const { column, row } = separate(kernelFrom(namedKernel('sobel-x')), 0)!;
    expect(Array.from(column, (c) => Array.from(row, (r) => c * r + 0))).toEqual([
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ]);
  });

  it('finds every outer product, and refuses it once one weight is changed', () => {
    const vector = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(vector, vector, fc.nat(), (column, row, at) => {
        const kernel = kernelFrom(column.map((c) => row.map((r) => c * r)));
        const found = separate(kernel, 1e-13);
        const greatest = Math.max(...kernel.weights.map(Math.abs));
        expect(found).not.toBeNull();
        kernel.weights.forEach((weight, i) => {
          const product = found!.column[Math.floor(i / row.length)]! * found!.row[i % row.length]!;
          expect(Math.abs(product - weight)).toBeLessThanOrEqual(1e-13 * greatest);
        });
        const dented = kernel.weights.slice();
        dented[at % dented.length]! += greatest * 0.01;
        const nonZero = kernel.weights.every((weight) => Math.abs(weight) > greatest * 1e-3);
        if (nonZero && greatest > 0) expect(separate({ ...kernel, weights: dented }, 1e-9)).toBeNull();
      }),
    );
  });

  it('takes box blurs and Gaussians apart, but not sharpen, the Laplacian or emboss', () => {
    const isSeparable = (name: string) => separate(kernelFrom(namedKernel(name)), 1e-13) !== null;
    for (const name of ['box-blur', 'gaussian', 'sobel-y', 'scharr-x', 'prewitt-x'])
      expect([name, isSeparable(name)]).toEqual([name, true]);
    for (const name of ['sharpen', 'laplacian', 'emboss', 'edge'])
      expect([name, isSeparable(name)]).toEqual([name, false]);
  });
});

describe('toDisplay', () => {
  const signed = imageFrom(Float32Array.of(-300, -2.5, 0.5, 1.5, 254.5, 999), {
    width: 6,
    height: 1,
    channels: 1,
  });
  const shown = (mode?: 'clamp' | 'absolute' | 'normalise') => [...toDisplay(signed, { mode }).data];

  it('clamps, takes magnitudes or stretches, rounding half to even', () => {
    expect(shown()).toEqual([0, 0, 0, 2, 254, 255]);
    expect(shown('absolute')).toEqual([255, 2, 0, 2, 254, 255]);
    expect(shown('normalise')).toEqual([0, 58, 59, 59, 109, 255]);
  });

  it('agrees with convertScaleAbs and normalize of OpenCV on a Sobel image', () => {
    const sobel = correlate(odd, namedKernel('sobel-x'));
    expect(toDisplay(sobel, { mode: 'absolute' }).data).toEqual(array('display-absolute'));
    expect(toDisplay(sobel, { mode: 'normalise' }).data).toEqual(array('display-normalise'));
  });

  it('shows an image of one value, and NaN, as black', () => {
    const flat = imageFrom(Float32Array.of(7, 7), { width: 2, height: 1, channels: 1 });
    expect([...toDisplay(flat, { mode: 'normalise' }).data]).toEqual([0, 0]);
    expect([...toDisplay({ ...flat, data: Float32Array.of(NaN, 9) }).data]).toEqual([0, 9]);
    expect(() => toDisplay(flat, { mode: 'gamma' as never })).toThrow(/clamp, absolute or normalise/);
  });
});
