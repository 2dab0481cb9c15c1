import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Random } from '../../src/core/random.js';
import { correlate } from '../../src/image/correlate.js';
import type { CorrelateOptions } from '../../src/image/correlation.js';
import type { FilterOutput } from '../../src/image/filter-output.js';
import { type Image, imageFrom, type PixelArray } from '../../src/image/image.js';
import { namedKernel } from '../../src/image/named-kernels.js';
import type { Border } from '../../src/image/padding.js';
import { withKernels } from '../../src/kernels/kernels.js';

const kernels = vi.hoisted(() => ({ used: true, runs: 0 }));
vi.mock('../../src/kernels/kernels.js', async (original) => {
  const actual = await original<typeof import('../../src/kernels/kernels.js')>();
  const withKernels: typeof actual.withKernels = (work) => {
    kernels.runs++;
    return actual.withKernels(work);
  };
  return { ...actual, withKernels, hasKernels: () => kernels.used };
});

type Weights = Parameters<typeof correlate>[1];
const small = [
  [-2, -1, 0],
  [-1, 1, 1],
  [0, 1, 2],
];
const decimal = [
  [0.11, -0.23, 0.31],
  [0.07, 0.53, -0.12],
  [0.21, 0.09, 0.03],
];
const halves = [
  [0.5, 0.25, 0],
  [-1.5, 1, 0.75],
  [0, -0.25, 0.5],
];
const thirty = Array.from({ length: 5 }, (_, i) =>
  Array.from({ length: 5 }, (_, j) => Math.sin(7 * i + 3 * j)),
);
const shapes: Record<string, Weights> = {
  small,
  halves,
  decimal,
  thirty,
  ...{ scharr: namedKernel('scharr-x'), 'box of five': namedKernel('box-blur', { size: 5 }) },
  ...{ gaussian: namedKernel('gaussian', { sigma: 2 }), 'box of nine': namedKernel('box-blur', { size: 9 }) },
  'sixths, whose sums lie half way': [[1 / 6, 1 / 6, 1 / 6]],
  large: [
    [900, -30, 7],
    [-400, 3, 1],
    [5, -500, 16],
  ],
  zero: [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ],
};

/** Both results of one call, and whether a kernel made the first. */
function both<O extends FilterOutput>(image: Image, weights: Weights, options: CorrelateOptions<O>) {
  kernels.used = true;
  const before = kernels.runs;
  const fast = correlate(image, weights, options);
  const ran = kernels.runs > before;
  kernels.used = false;
  return { fast, plain: correlate(image, weights, options), ran };
}

function randomImage<T extends PixelArray>(
  Pixels: new (length: number) => T,
  {
    width,
    height,
    channels,
    scale = 255,
  }: { width: number; height: number; channels: number; scale?: number },
): Image<T> {
  const random = new Random(width * 1000 + height * 10 + channels);
  const data = new Pixels(width * height * channels);
  for (let i = 0; i < data.length; i++) data[i] = random.integer(0, 255) * (scale / 255);
  return imageFrom(data, { width, height, channels });
}

const sizes = [
  ...Array.from({ length: 40 }, (_, i) => ({ width: i + 1, height: 1 + (i % 4), channels: 1 })),
  ...[63, 64, 65, 127, 128, 129].map((width) => ({ width, height: 7, channels: 1 })),
  ...[1, 5, 10, 11, 21, 22, 43].map((width) => ({ width, height: 5, channels: 3 })),
  { width: 300, height: 131, channels: 1 },
  { width: 100, height: 90, channels: 3 },
];

describe.each(Object.entries(shapes))('the kernels beside the plain TypeScript, weights %s', (_, weights) => {
  it('give the same bytes at every size', () => {
    for (const size of sizes) {
      const { fast, plain } = both(randomImage(Uint8Array, size), weights, { output: 'uint8' });
      expect(fast.data.length).toBe(plain.data.length);
      expect(worst(fast.data, plain.data)).toBe(0);
    }
  });

  it('give the same numbers from bytes, or numbers within the stated tolerance, at every size', () => {
    for (const size of sizes) {
      const { fast, plain, ran } = both(randomImage(Uint8Array, size), weights, {});
      expect(ran).toBe(true);
      expect(fast.data.length).toBe(plain.data.length);
      expect(worst(fast.data, plain.data)).toBeLessThanOrEqual(tolerance(weights, 255));
    }
  });

  it('give numbers within the stated tolerance from float32, also huge and tiny ones', () => {
    for (const size of sizes)
      for (const scale of [1, 255, 1e30, 1e-30]) {
        const { fast, plain, ran } = both(randomImage(Float32Array, { ...size, scale }), weights, {});
        expect(ran).toBe(true);
        expect(worst(fast.data, plain.data)).toBeLessThanOrEqual(tolerance(weights, scale));
      }
  });
});

/** As the docstring of `correlate` says: (n + 4) · 2⁻²⁴ · Σ|weights| · the greatest pixel. */
function tolerance(weights: Weights, greatest: number): number {
  const all = 'shape' in weights ? Array.from(weights.data) : weights.flat();
  const sum = all.reduce((a, b) => a + Math.abs(b), 0);
  return (all.length + 4) * 2 ** -24 * sum * greatest;
}

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

describe('whole and dyadic weights over bytes', () => {
  it.each(['small', 'halves', 'scharr', 'large'])('are exact, in float32 too: %s', (name) => {
    for (const size of sizes) {
      const { fast, plain, ran } = both(randomImage(Uint8Array, size), shapes[name]!, {});
      expect(ran).toBe(true);
      expect(worst(fast.data, plain.data)).toBe(0);
    }
  });

  it.each([0, 255])('reach their limits without wrapping, at %i everywhere', (value) => {
    const flat = imageFrom(new Uint8Array(40 * 3).fill(value), { width: 40, height: 3, channels: 1 });
    for (const weights of [[[64, 64, 0]], [[-64, 0, -64]], [[-100, 128, -28]], [[0.5, 0.4921875, 0.0078125]]])
      for (const output of ['uint8', 'float32'] as const) {
        const { fast, plain, ran } = both(flat, weights, { output });
        expect(ran).toBe(true);
        expect(fast).toEqual(plain);
      }
  });
});

describe('every way over an image', () => {
  const borders: Border[] = ['zero', 'replicate', 'reflect', 'reflect-101'];
  const margin = fc.integer({ min: 0, max: 9 });
  const way = fc.record({
    border: fc.constantFrom(...borders),
    dilation: fc.integer({ min: 1, max: 3 }),
    padding: fc.record({ top: margin, right: margin, bottom: margin, left: margin }),
    output: fc.constantFrom('uint8' as const, 'float32' as const),
  });
  const size = fc.record({
    width: fc.integer({ min: 7, max: 40 }),
    height: fc.integer({ min: 7, max: 40 }),
    channels: fc.integer({ min: 1, max: 4 }),
  });

  it('gives the same result with and without kernels', () => {
    fc.assert(
      fc.property(size, way, fc.constantFrom(small, halves, decimal), (dimensions, options, weights) => {
        const { fast, plain, ran } = both(randomImage(Uint8Array, dimensions), weights, options);
        expect(ran).toBe(true);
        expect([fast.width, fast.height]).toEqual([plain.width, plain.height]);
        const allowed = options.output === 'float32' && weights === decimal ? tolerance(weights, 255) : 0;
        expect(worst(fast.data, plain.data)).toBeLessThanOrEqual(allowed);
      }),
    );
  });
});

describe('what the kernels leave to the plain TypeScript', () => {
  const grey = randomImage(Float32Array, { width: 50, height: 20, channels: 1 });

  it('comes out the same: NaN, infinities and sums too large for float32 on the way', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const data = grey.data.slice();
      data[333] = value;
      for (const weights of [decimal, shapes.gaussian!]) {
        const { fast, plain } = both({ ...grey, data }, weights, {});
        expect(fast).toEqual(plain);
      }
    }
    const data = Float32Array.of(3e38, 3e38, 3e38);
    const { fast } = both(imageFrom(data, { width: 3, height: 1, channels: 1 }), [[2, -2, 1]], {});
    expect(fast.data[1]).toBe(Math.fround(3e38));
  });

  it.each([
    ['float64 results', grey, decimal, { output: 'float64' }],
    ['strides', grey, decimal, { stride: 2 }],
    ['bytes from floats', grey, decimal, { output: 'uint8' }],
    ['16-bit pixels', randomImage(Uint16Array, { width: 9, height: 9, channels: 1 }), decimal, {}],
    ['weights beyond float32', grey, [[1e300]], {}],
  ] as const)('is not touched by them: %s', (_, image, weights, options) => {
    const { fast, plain, ran } = both(image, weights, options);
    expect(ran).toBe(false);
    expect(fast).toEqual(plain);
  });
});

it('gives its memory back, also where sums are not finite', () => {
  const top = () => withKernels((_, arena) => arena.allocate(1));
  const before = top();
  both(randomImage(Uint8Array, { width: 90, height: 70, channels: 3 }), decimal, { output: 'uint8' });
  both(imageFrom(Float32Array.of(NaN, 1, 2), { width: 3, height: 1, channels: 1 }), [[1]], {});
  expect(top()).toBe(before);
});
