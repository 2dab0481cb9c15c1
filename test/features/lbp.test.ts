import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type LbpOptions, lbp } from '../../src/features/lbp.js';
import { lbpExtractor, lbpFeature } from '../../src/features/lbp-extractor.js';
import { lbpHistogram } from '../../src/features/lbp-histogram.js';
import { lbpMultiscale } from '../../src/features/lbp-multiscale.js';
import { readNpy } from '../../src/formats/npy.js';
import { type Image, imageFrom } from '../../src/image/image.js';

const golden = (name: string) => readFileSync(new URL(`../goldens/${name}`, import.meta.url));
const array = (name: string) => readNpy(golden(`lbp/${name}.npy`), name);

type Case = { points: number; radius: number; method: NonNullable<LbpOptions['method']> };
const { crop, cases }: { crop: { x: number; y: number; width: number; height: number }; cases: Case[] } =
  JSON.parse(golden('lbp/cases.json').toString());
const circles = cases.filter((one) => one.method === 'default');

const png = await sharp(golden('images/texture.png'))
  .toColourspace('b-w')
  .raw()
  .toBuffer({ resolveWithObject: true });
const texture = imageFrom(new Uint8Array(png.data), { ...png.info, channels: 1 });

function cropped(image: Image, { x, y, width, height }: typeof crop): Image {
  const data = new Uint8Array(width * height);
  for (let i = 0; i < height; i++)
    data.set(image.data.subarray((y + i) * image.width + x).subarray(0, width), i * width);
  return imageFrom(data, { width, height, channels: 1 });
}

function floatImage(): Image {
  const { data, shape } = array('float-image');
  return imageFrom(data as Float64Array, { width: shape[1]!, height: shape[0]!, channels: 1 });
}

const grey = (rows: number[][]): Image =>
  imageFrom(Uint8Array.from(rows.flat()), { width: rows[0]!.length, height: rows.length, channels: 1 });

/** Slice `i` of a golden stack. */
function slice(name: string, i: number) {
  const { data, shape } = array(name);
  const size = shape[1]! * shape[2]!;
  return data.subarray(i * size, (i + 1) * size);
}

const asFloats = (image: Image): Image => ({ ...image, data: Float64Array.from(image.data) });

/** 8-bit grey goes to the kernel; the same numbers as floats do not. */
const paths = [
  ['kernel', (image: Image) => image],
  ['reference', asFloats],
] as const;

describe.each(paths)('lbp by the %s beside scikit-image', (_, prepared) => {
  const image = prepared(cropped(texture, crop));

  it.each(cases.map((one, i) => ({ ...one, i })))(
    'gives the same codes for P = $points, R = $radius, $method',
    ({ i, ...options }) => {
      expect(lbp(image, options).data).toEqual(slice('codes', i));
    },
  );

  it('counts the same uniform codes over the whole texture at (8,1), (16,2) and (24,3)', () => {
    const { data, shape } = array('uniform-counts');
    circles.slice(0, 3).forEach(({ points, radius }, i) => {
      const codes = lbp(prepared(texture), { points, radius, method: 'uniform' }).data;
      const counts = new Int32Array(shape[1]!);
      for (const code of codes) counts[code]!++;
      expect(counts).toEqual(data.subarray(i * shape[1]!, (i + 1) * shape[1]!));
    });
  });
});

describe('lbp beside scikit-image', () => {
  const image = cropped(texture, crop);

  it.each(cases.map((one, i) => ({ ...one, i })))(
    'gives the same codes for P = $points, R = $radius, $method on floats full of ties',
    ({ i, ...options }) => {
      expect(lbp(floatImage(), options).data).toEqual(slice('float-codes', i));
    },
  );

  it.each(circles.map(({ points, radius }, i) => ({ points, radius, i })))(
    'gives the same variances, and NaN in the same places, for P = $points, R = $radius',
    ({ i, points, radius }) => {
      for (const [prefix, input] of [['', image] as const, ['float-', floatImage()] as const]) {
        const ours = lbp(input, { points, radius, method: 'var' }).data;
        const theirs = slice(`${prefix}var`, i);
        expect(ours.length).toBe(theirs.length);
        for (let k = 0; k < ours.length; k++) {
          if (Number.isNaN(theirs[k])) expect(ours[k]).toBeNaN();
          else expect(Math.abs(ours[k]! - theirs[k]!)).toBeLessThanOrEqual(1e-9 * Math.abs(theirs[k]!));
        }
      }
    },
  );
});

describe.each(paths)('lbp by the %s on cases that can be checked by hand', (_, prepared) => {
  // Neighbours in order: right, up right, up, up left, left, down left, down, down right. With R = 1 the
  // diagonal ones lie between four pixels.
  const corner = prepared(
    grey([
      [9, 9, 9],
      [0, 5, 0],
      [0, 0, 0],
    ]),
  );

  it('sets bit p where neighbour p is at least as bright', () => {
    // Up right: 0.7071 of the way to the corner, (1−.7071)(.2929·5 + .7071·0) + .7071·9 = 6.79 ≥ 5.
    const codes = lbp(corner, { method: 'default' });
    expect(codes.shape).toEqual([3, 3]);
    expect(codes.data[4]).toBe(0b00001110);
    expect(lbp(corner, { method: 'ror' }).data[4]).toBe(0b111);
    expect(lbp(corner, { method: 'uniform' }).data[4]).toBe(3);
    expect(lbp(corner, { method: 'nri-uniform' }).data[4]).toBe(1 + 2 * 8 + 7);
  });

  it('takes everything outside the image for 0', () => {
    expect(lbp(prepared(grey([[7]])), { method: 'default' }).data[0]).toBe(0);
    expect(lbp(prepared(grey([[0]])), { method: 'default' }).data[0]).toBe(255);
  });

  it('gives NaN variance where all neighbours are equal, and the plain variance elsewhere', () => {
    const cross = grey([
      [0, 4, 0],
      [2, 9, 2],
      [0, 4, 0],
    ]);
    expect(lbp(cross, { points: 4, method: 'var' }).data[4]).toBe(1);
    expect(lbp(grey([[7]]), { points: 4, method: 'var' }).data[0]).toBeNaN();
  });

  it('refuses NaN pixels, saying where, and images of two channels', () => {
    const broken = imageFrom(Float32Array.of(0, 1, NaN, 1), { width: 2, height: 2, channels: 1 });
    expect(() => lbp(broken)).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('(0, 1)') }),
    );
    const two = imageFrom(new Uint8Array(8), { width: 2, height: 2, channels: 2 });
    expect(() => lbp(two)).toThrow(expect.objectContaining({ code: 'BAD_SHAPE' }));
    expect(() => lbp(corner, { points: 1 })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});

/** Small grey images of few levels, so that ties are common. */
const smallImages = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 12 }), { minLength: width * height, maxLength: width * height })
      .map((values) => imageFrom(Uint8Array.from(values), { width, height, channels: 1 as number })),
  );

/** Codes of the pixels whose whole circle lies inside the image. */
function inner(image: Image, options: LbpOptions): number[] {
  const margin = Math.ceil(options.radius ?? 1);
  const { data, shape } = lbp(image, options);
  return [...data].filter((_, i) => {
    const [x, y] = [i % shape[1]!, Math.floor(i / shape[1]!)];
    return Math.min(x, y, shape[1]! - 1 - x, shape[0]! - 1 - y) >= margin;
  });
}

const mapped = (image: Image, change: (value: number) => number): Image => ({
  ...image,
  data: (image.data as Uint8Array).map(change),
});

/** Turned by 90° counter-clockwise: the right column becomes the top row. */
function turned(image: Image): Image {
  const { width, height } = image;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[(width - 1 - x) * height + y] = image.data[y * width + x]!;
  return imageFrom(data, { width: height, height: width, channels: 1 });
}

describe.each(paths)('what lbp by the %s does not see', (_, prepared) => {
  const methods = ['default', 'ror', 'uniform', 'nri-uniform'] as const;

  it('a constant added to every pixel, at points on whole pixels, away from the border', () => {
    fc.assert(
      fc.property(smallImages, fc.integer({ min: 1, max: 200 }), (image, light) => {
        for (const method of methods)
          for (const radius of [1, 2])
            expect(inner(prepared(mapped(image, (v) => v + light)), { points: 4, radius, method })).toEqual(
              inner(prepared(image), { points: 4, radius, method }),
            );
      }),
    );
  });

  it('any increasing change of grey, at points on whole pixels, away from the border', () => {
    const curves = fc
      .uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 13, maxLength: 13 })
      .map((levels) => levels.sort((a, b) => a - b));
    fc.assert(
      fc.property(smallImages, curves, (image, curve) => {
        for (const method of methods)
          expect(inner(prepared(mapped(image, (v) => curve[v]!)), { points: 4, method })).toEqual(
            inner(prepared(image), { points: 4, method }),
          );
      }),
    );
  });

  it('a quarter turn, in ror and uniform: the sorted codes stay, border included, at points on whole pixels', () => {
    fc.assert(
      fc.property(smallImages, (image) => {
        for (const method of ['ror', 'uniform'] as const) {
          const options = { points: 4, radius: 1, method };
          expect(lbp(prepared(turned(image)), options).data.sort()).toEqual(
            lbp(prepared(image), options).data.sort(),
          );
        }
      }),
    );
  });

  it('but default codes turn with the image: two bits of eight for a quarter', () => {
    const data = Uint8Array.from({ length: 49 }, (_, i) => (i * 97) % 251);
    const image = imageFrom(data, { width: 7, height: 7, channels: 1 });
    const before = lbp(prepared(image), { method: 'default' }).data;
    const after = lbp(prepared(turned(image)), { method: 'default' }).data;
    for (let y = 0; y < 7; y++)
      for (let x = 0; x < 7; x++) {
        const code = before[y * 7 + x]!;
        expect(after[(6 - x) * 7 + y]).toBe(((code << 2) | (code >> 6)) & 255);
      }
  });
});

describe('the histogram of codes', () => {
  it.each([
    ['default', 8, 256],
    ['ror', 4, 16],
    ['uniform', 24, 26],
    ['nri-uniform', 8, 59],
    ['var', 8, 16],
  ] as const)('of %s with %i points has %i bins and sums to 1', (method, points, length) => {
    const histogram = lbpHistogram(lbp(texture, { method, points }), { method, points });
    expect(histogram).toHaveLength(length);
    expect(histogram.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
  });

  it('counts by hand: four codes, one of them twice', () => {
    const codes = { data: Uint32Array.of(0, 3, 5, 3), shape: [2, 2] };
    const options = { points: 4, method: 'uniform' } as const;
    expect(lbpHistogram(codes, options)).toEqual(Float32Array.of(0.25, 0, 0, 0.5, 0, 0.25));
    const perCell = lbpHistogram(codes, { ...options, grid: 2 });
    expect([...perCell].flatMap((n, i) => (n ? [i] : []))).toEqual([0, 6 + 3, 12 + 5, 18 + 3]);
    expect(lbpHistogram(codes, { ...options, norm: 'l1-sqrt' })[3]).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it('puts equal neighbours into the first variance bin and the greatest variance into the last', () => {
    const codes = { data: Float64Array.of(NaN, 0.5, 127.5 ** 2, 1023), shape: [2, 2] };
    // log2(1 + 1023) = 10 of 14; half a bin a unit.
    const histogram = lbpHistogram(codes, { method: 'var', bins: 7 });
    expect(histogram).toEqual(Float32Array.of(0.5, 0, 0, 0, 0, 0.25, 0.25));
    const unit = { data: codes.data.map((v) => v / 255 ** 2), shape: codes.shape };
    expect(lbpHistogram(unit, { method: 'var', bins: 7, white: 1 })).toEqual(histogram);
  });

  it('refuses more than 16 points where bins are 2^P, and codes of another method', () => {
    const codes = lbp(texture, { points: 17, method: 'ror' });
    expect(() => lbpHistogram(codes, { points: 17, method: 'ror' })).toThrow(/at most 16 points.*uniform/);
    const eight = lbp(texture, { method: 'default' });
    expect(() => lbpHistogram(eight, { method: 'uniform' })).toThrow(
      expect.objectContaining({ code: 'MISMATCH' }),
    );
  });
});

describe('the lbp features', () => {
  it('is 59 numbers of sum 1 by default, whatever the size', () => {
    for (const image of [texture, grey([[1]])]) {
      const vector = lbpExtractor.extract(image);
      expect(vector).toHaveLength(59);
      expect(vector.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    }
  });

  it('does not see a quarter turn with method uniform', () => {
    const options = { points: 4, method: 'uniform' } as const;
    expect(lbpFeature(turned(texture), options)).toEqual(lbpFeature(texture, options));
  });

  it('gives variances of 8-bit and of unit-range pixels the same bins', () => {
    const unit = imageFrom(
      Float64Array.from(texture.data, (v) => v / 255),
      { ...texture },
    );
    const [eight, one] = [texture, unit].map((image) => lbpFeature(image, { method: 'var', bins: 8 }));
    for (let i = 0; i < 8; i++) expect(one![i]).toBeCloseTo(eight![i]!, 3);
  });

  it('has one part a grid cell', () => {
    const parts = lbpFeature(texture, { method: 'uniform', grid: 2 });
    expect(parts).toHaveLength(40);
    for (const i of [0, 1, 2, 3])
      expect(parts.slice(i * 10, i * 10 + 10).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
  });

  it('joins the uniform histograms of three circles in lbp-multiscale', () => {
    const whole = lbpMultiscale(texture);
    expect(whole).toHaveLength(54);
    expect(whole.slice(28)).toEqual(lbpFeature(texture, { points: 24, radius: 3, method: 'uniform' }));
  });
});
