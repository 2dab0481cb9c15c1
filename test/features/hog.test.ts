import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { normaliseBlock } from '../../src/features/hog/block-norm.js';
import { OrientationBins } from '../../src/features/hog/orientation-bins.js';
import { type HogOptions, hog, hogCells, hogExtractor, hogShape } from '../../src/features/hog.js';
import { readNpy } from '../../src/formats/npy.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';
import { describeWithData } from '../helpers/shared-data.js';

const kernels = vi.hoisted(() => ({ used: true }));
vi.mock('../../src/kernels/kernels.js', async (load) => ({
  ...(await load<object>()),
  hasKernels: () => kernels.used,
}));

/**
 * The same tests of the plain TypeScript and of the kernel, with how far results may be from scikit-image: the
 * kernel sums and normalises in float32.
 */
function describeBoth(title: string, body: (tolerance: number) => void): void {
  describe.each([
    ['reference', false, 6e-8],
    ['kernel', true, 5e-7],
  ])(`${title} (%s)`, (_, used, tolerance) => {
    beforeAll(() => void (kernels.used = used));
    body(tolerance);
  });
}

const goldens = (name: string) => fileURLToPath(new URL(`../goldens/${name}`, import.meta.url));
const array = (path: string) => readNpy(readFileSync(path), path);
const loadGolden = (name: string) => loadImage(goldens(`images/${name}.png`));

const grey = (rows: number[][], Type: typeof Uint8Array | typeof Float64Array = Uint8Array): Image =>
  imageFrom(Type.from(rows.flat()), { width: rows[0].length, height: rows.length, channels: 1 });

/** The image with each pixel taken from where `from` says. */
function remapped(image: Image, from: (x: number, y: number) => readonly [number, number]): Image {
  const { width, height } = image;
  const data = image.data.map((_, i) => {
    const [x, y] = from(i % width, Math.floor(i / width));
    return image.data[y * width + x];
  });
  return imageFrom(data as typeof image.data, { width, height, channels: 1 });
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

/** Grey images of 24×16 pixels. */
const images = fc
  .uint8Array({ minLength: 384, maxLength: 384 })
  .map((data) => imageFrom(data, { width: 24, height: 16, channels: 1 }));

describeBoth('hog beside scikit-image', (tolerance) => {
  type Case = { image: string; options: HogOptions; shape: number[] };
  const cases: Case[] = JSON.parse(readFileSync(goldens('hog/cases.json'), 'utf8'));
  const values = array(goldens('hog/values.npy')).data;
  let start = 0;

  for (const { image, options, shape } of cases) {
    const expected = values.subarray(start, (start += shape.reduce((a, b) => a * b)));
    it(`agrees on ${image} with ${JSON.stringify(options)}`, async () => {
      const descriptor = hog(await loadGolden(image), options);
      expect(descriptor.shape).toEqual(shape);
      expect(largestDifference(descriptor.data, expected)).toBeLessThanOrEqual(tolerance);
    });
  }

  it('reads every golden value', () => expect(start).toBe(values.length));

  it('puts all gradients of 8-bit pixels into the same bins, for 1 to 36 of them', () => {
    const counts = array(goldens('hog/bins.npy')).data;
    for (let n = 1; n <= 36; n++) {
      const bins = new OrientationBins(n, false);
      const found = new Int32Array(36);
      for (let dy = -255; dy <= 255; dy++) for (let dx = -255; dx <= 255; dx++) found[bins.bin(dx, dy)]++;
      expect(found).toEqual(counts.subarray((n - 1) * 36, n * 36));
    }
  });
});

describeWithData('hog beside the arrays in scikit-image', 'skimage', (folder) => {
  it.each(['L1', 'L2-Hys'] as const)('gives its astronaut descriptor for %s', async (blockNorm) => {
    const astronaut = await loadImage(`${folder}/astronaut.png`);
    const { data } = hog(astronaut, { luma: 'bt709', blockNorm });
    expect(data.length).toBe(311_364);
    expect(largestDifference(data, array(`${folder}/astronaut_GRAY_hog_${blockNorm}.npy`).data)).toBeLessThan(
      1e-7,
    );
  });
});

describe('OrientationBins', () => {
  it('counts from straight right, downwards, opposite directions alike', () => {
    const bins = new OrientationBins(4, false);
    const around = [
      [1, 0],
      [1, 1],
      [0, 1],
      [-1, 1],
      [-1, 0],
      [-1, -1],
      [0, -1],
      [1, -1],
    ];
    expect(around.map(([dx, dy]) => bins.bin(dx, dy))).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });

  it('goes all the way round when signed', () => {
    const bins = new OrientationBins(8, true);
    const around = [
      [1, 0],
      [1, 1],
      [0, 1],
      [-1, 1],
      [-1, 0],
      [-1, -1],
      [0, -1],
      [1, -1],
    ];
    expect(around.map(([dx, dy]) => bins.bin(dx, dy))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('has no bin for a direction so little below straight right that its angle rounds to 180°', () => {
    expect(new OrientationBins(9, false).bin(1, -1e-17)).toBe(-1);
    expect(new OrientationBins(9, false).bin(1, -1e-9)).toBe(8);
    expect(new OrientationBins(9, false).bin(-1, 1e-17)).toBe(0);
    expect(new OrientationBins(9, false).bin(1, 1e-17)).toBe(0);
  });

  it('finds the bin of the angle, near edges and far from them', () => {
    const bin = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      signed: fc.boolean(),
      edge: fc.integer({ min: 0, max: 40 }),
      off: fc.constantFrom(0, 1e-16, -1e-16, 1e-14, -1e-14, 1e-12, -1e-12, 1e-3, -1e-3, 0.1),
      length: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    });
    fc.assert(
      fc.property(bin, ({ count, signed, edge, off, length }) => {
        const range = signed ? 360 : 180;
        const turned = ((edge % (count + 1)) * range * (Math.PI / 180)) / count + off;
        const [dx, dy] = [length * Math.cos(turned), length * Math.sin(turned)];
        let angle = (Math.atan2(dy, dx) * (180 / Math.PI)) % range;
        if (angle < 0) angle += range;
        const expected = Array.from({ length: count }, (_, i) => i).findIndex(
          (i) => angle >= (range / count) * i && angle < (range / count) * (i + 1),
        );
        expect(new OrientationBins(count, signed).bin(dx, dy)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('normaliseBlock', () => {
  const normalised = (values: number[], norm: Parameters<typeof normaliseBlock>[1]) => {
    const block = Float64Array.from(values);
    normaliseBlock(block, norm);
    return Array.from(block, (value) => Math.round(value * 1e4) / 1e4);
  };

  it('divides by the sum, or by the length', () => {
    expect(normalised([10, 30], 'L1')).toEqual([0.25, 0.75]);
    expect(normalised([20, 60], 'L1-sqrt')).toEqual([0.5, 0.866]);
    expect(normalised([30, 40], 'L2')).toEqual([0.6, 0.8]);
  });

  it('lets no direction of L2-Hys count for more than 0.2 before it divides again', () => {
    expect(normalised([0, 30], 'L2-Hys')).toEqual([0, 1]);
    // Lengths 0.1, 0.995 → 0.1, 0.2 → divided by √0.05.
    expect(normalised([100, 995], 'L2-Hys')).toEqual([0.4472, 0.8944]);
  });

  it.each(['L1', 'L1-sqrt', 'L2', 'L2-Hys'] as const)('leaves a blank block at 0 with %s', (norm) => {
    expect(normalised([0, 0, 0], norm)).toEqual([0, 0, 0]);
  });
});

describeBoth('hog', (tolerance) => {
  it('sees one step right and one down in a picture of nine pixels', () => {
    const image = grey([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 9],
    ]);
    const options = { pixelsPerCell: 3, cellsPerBlock: 1, blockNorm: 'L1' } as const;
    // The pixel left of the 9 has the gradient (9, 0), the one above it (0, 9); a cell has nine pixels.
    expect(Array.from(hogCells(image, options).data)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(Array.from(hog(image, options).data, (value) => value.toFixed(4))).toEqual([
      '0.5000',
      '0.0000',
      '0.0000',
      '0.0000',
      '0.5000',
      '0.0000',
      '0.0000',
      '0.0000',
      '0.0000',
    ]);
  });

  it('tells rising from falling edges when signed', () => {
    const falling = { orientations: 4, pixelsPerCell: 3, cellsPerBlock: 1, signed: true };
    expect(
      Array.from(
        hogCells(
          grey([
            [9, 0, 0],
            [9, 0, 0],
            [9, 0, 0],
          ]),
          falling,
        ).data,
      ),
    ).toEqual([0, 0, 3, 0]);
    expect(
      Array.from(
        hogCells(
          grey([
            [9, 9, 9],
            [0, 0, 0],
            [0, 0, 0],
          ]),
          falling,
        ).data,
      ),
    ).toEqual([0, 0, 0, 3]);
  });

  it('takes gradients of the channel where they are longest, if asked to', () => {
    // Red rises by 30 along x, green by 50 along y, blue is flat; bt601 would mix them.
    const rgb = (x: number, y: number) => [15 * x, 25 * y, 77];
    const data = Uint8Array.from([0, 1, 2].flatMap((y) => [0, 1, 2].flatMap((x) => rgb(x, y))));
    const image = imageFrom(data, { width: 3, height: 3, channels: 3 });
    const cells = hogCells(image, { orientations: 2, pixelsPerCell: 3, channel: 'strongest' });
    // Middle column of the outer rows: along x. Middle row: along y, three times. Corners: none.
    expect(Array.from(cells.data, (value) => Math.round(value * 9))).toEqual([60, 150]);
  });

  it('gives 2916 values for 32×32 pixels in cells of 3×3 and blocks of 2×2', async () => {
    const options = { pixelsPerCell: 3, cellsPerBlock: 2 };
    expect(hogShape({ width: 32, height: 32 }, options)).toEqual([9, 9, 2, 2, 9]);
    expect(hogExtractor.extract(await loadGolden('patch'), options).length).toBe(2916);
  });

  it('gives an empty descriptor for an image smaller than a block, or than a cell', () => {
    for (const [width, height] of [
      [23, 80],
      [80, 23],
      [7, 7],
      [1, 1],
    ]) {
      const image = imageFrom(new Uint8Array(width * height), { width, height, channels: 1 });
      const { data, shape } = hog(image);
      expect(data.length).toBe(0);
      expect(shape).toEqual(hogShape(image));
      expect(shape).toContain(0);
    }
    expect(hog(grey([[1]]), { cellsPerBlock: 1e9 }).data.length).toBe(0);
  });

  it('gives zeros for a blank image', async () => {
    expect(hog(await loadGolden('flat')).data.every((value) => value === 0)).toBe(true);
  });

  it('does not depend on the number type of the pixels', () => {
    fc.assert(
      fc.property(images, fc.boolean(), (image, transformSqrt) => {
        const expected = hog(image, { cellsPerBlock: 2, transformSqrt });
        for (const Type of [Uint16Array, Float32Array, Float64Array])
          expect(
            largestDifference(
              hog({ ...image, data: Type.from(image.data) }, { cellsPerBlock: 2, transformSqrt }).data,
              expected.data,
            ),
          ).toBeLessThan(tolerance);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['NaN', [[0, Number.NaN]], {}],
    ['an infinity', [[Number.POSITIVE_INFINITY, 0]], {}],
    ['a negative pixel under a square root', [[0, -1]], { transformSqrt: true }],
  ])('refuses %s', (_, rows, options) => {
    expect(() => hog(grey(rows, Float64Array), options)).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });

  it('refuses options and channels that make no sense', () => {
    const blank = imageFrom(new Uint8Array(32), { width: 4, height: 4, channels: 2 });
    expect(() => hog(blank)).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
    for (const options of [
      { orientations: 0 },
      { pixelsPerCell: 2.5 },
      { cellsPerBlock: 0 },
      { blockNorm: 'L3' },
    ])
      expect(() => hog(grey([[0]]), options as HogOptions)).toThrow(
        expect.objectContaining({ code: 'BAD_OPTION' }),
      );
  });
});

describeBoth('invariances of hog', (tolerance) => {
  const options = { pixelsPerCell: 4, cellsPerBlock: 2 };

  it('turning an image upside down reverses blocks, and cells in blocks, and keeps orientations', () => {
    fc.assert(
      fc.property(images, (image) => {
        const turned = remapped(image, (x, y) => [23 - x, 15 - y]);
        const cells = hog(image, options).data.length / 9;
        const [before, after] = [hog(image, options).data, hog(turned, options).data];
        const reversed = before.map((_, i) => before[(cells - 1 - Math.floor(i / 9)) * 9 + (i % 9)]);
        expect(largestDifference(after, reversed)).toBeLessThan(1e-6);
      }),
      { numRuns: 50 },
    );
  });

  it('mirroring an image mirrors blocks, cells and orientations', () => {
    // A slope down the image leaves no gradient exactly along x, whose mirror image stays in its bin; and
    // level border rows have none at all.
    const slopes = fc.uint8Array({ minLength: 384, maxLength: 384, max: 4 }).map((noise) => {
      const pixels = noise.map((value, i) => (i < 24 ? 0 : i >= 360 ? 240 : 14 * Math.floor(i / 24) + value));
      return imageFrom(pixels, { width: 24, height: 16, channels: 1 });
    });
    fc.assert(
      fc.property(slopes, (image) => {
        const { data, shape } = hog(image, options);
        const mirrored = hog(
          remapped(image, (x, y) => [23 - x, y]),
          options,
        ).data;
        const [blocksY, blocksX] = shape;
        const expected = new Float32Array(data.length);
        let i = 0;
        for (let by = 0; by < blocksY; by++)
          for (let bx = 0; bx < blocksX; bx++)
            for (let cy = 0; cy < 2; cy++)
              for (let cx = 0; cx < 2; cx++)
                for (let o = 0; o < 9; o++)
                  expected[i++] =
                    data[(((by * blocksX + blocksX - 1 - bx) * 2 + cy) * 2 + 1 - cx) * 9 + 8 - o];
        expect(largestDifference(mirrored, expected)).toBeLessThan(1e-6);
      }),
      { numRuns: 50 },
    );
  });

  it('a brighter image is the same image', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 60_000 }), (image, light) => {
        const brighter = { ...image, data: Uint16Array.from(image.data, (value) => value + light) };
        expect(largestDifference(hog(brighter, options).data, hog(image, options).data)).toBeLessThan(
          tolerance,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('more contrast changes next to nothing once blocks are normalised', () => {
    fc.assert(
      fc.property(images, fc.double({ min: 0.5, max: 200, noNaN: true }), (image, contrast) => {
        const scaled = { ...image, data: Float64Array.from(image.data, (value) => value * contrast) };
        for (const blockNorm of ['L1', 'L2', 'L2-Hys'] as const)
          expect(
            largestDifference(
              hog(scaled, { ...options, blockNorm }).data,
              hog(image, { ...options, blockNorm }).data,
            ),
          ).toBeLessThan(1e-4);
      }),
      { numRuns: 30 },
    );
  });

  it('signed bins, added to their opposites, are the unsigned ones', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 12 }), (image, orientations) => {
        const unsigned = hogCells(image, { orientations }).data;
        const signed = hogCells(image, { orientations: 2 * orientations, signed: true }).data;
        const folded = unsigned.map((_, i) => {
          const first = Math.floor(i / orientations) * 2 * orientations + (i % orientations);
          return signed[first] + signed[first + orientations];
        });
        expect(largestDifference(folded, unsigned)).toBeLessThan(1e-3);
      }),
      { numRuns: 30 },
    );
  });
});
