import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { row } from '../../src/core/ndarray.js';
import type { Keypoint } from '../../src/features/extractor.js';
import { type SiftOptions, sift, siftExtractor } from '../../src/features/sift.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { angleBetween, compareDescriptors, goldenImage, goldenSift } from './sift-goldens.js';

function drawn(width: number, height: number, value: (x: number, y: number) => number): Image<Uint8Array> {
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(value(i % width, Math.floor(i / width))),
  );
  return imageFrom(data, { width, height, channels: 1 });
}

const blob = (sigma: number) =>
  drawn(101, 91, (x, y) => 20 + 200 * Math.exp(-((x - 48) ** 2 + (y - 40) ** 2) / (2 * sigma * sigma)));

const places = (keypoints: readonly Keypoint[]) => new Set(keypoints.map(({ x, y }) => `${x} ${y}`)).size;

describe('sift on a single Gaussian blob', () => {
  it.each([3, 4.5, 6, 9])('finds the blob of sigma %d once, at its centre and its size', (sigma) => {
    const { keypoints } = sift(blob(sigma), { upsample: false });
    expect(places(keypoints)).toBe(1);
    const [{ x, y, size }] = keypoints as [Keypoint];
    expect(Math.hypot(x - 48, y - 40)).toBeLessThan(0.1);
    // The difference of G(kσ) and G(σ) is strongest where k·σ² is the blob's own variance; k = 2^(1/3).
    expect(size / ((2 * sigma) / 2 ** (1 / 6))).toBeCloseTo(1, 1);
  });

  it('reports it a quarter of a pixel to the bottom right when the image is doubled, as OpenCV 4.6 does', () => {
    const { keypoints } = sift(blob(6));
    expect(places(keypoints)).toBe(1);
    expect(keypoints[0]!.x).toBeCloseTo(48.25, 1);
    expect(keypoints[0]!.y).toBeCloseTo(40.25, 1);
  });

  it('finds a blob of sigma 1.6 only in the doubled image', () => {
    expect(sift(blob(1.6)).keypoints[0]).toMatchObject({ octave: -1 });
    expect(sift(blob(1.6), { upsample: false }).keypoints).toHaveLength(0);
  });
});

describe('sift against OpenCV', () => {
  const cases: [name: string, image: string, options: SiftOptions][] = [
    ['scene', 'scene', {}],
    ['odd', 'odd', {}],
    ['texture', 'texture', {}],
    [
      'options',
      'scene',
      JSON.parse(readFileSync(new URL('../goldens/sift/options.json', import.meta.url), 'utf8')),
    ],
  ];
  it.each(cases)(
    'finds and describes the same keypoints in the same order, to the last bit: %s',
    async (name, image, options) => {
      const theirs = goldenSift(name);
      const ours = sift(await goldenImage(image), options);
      expect(ours.keypoints).toHaveLength(theirs.keypoints.length);
      theirs.keypoints.forEach((their, i) => {
        const our = ours.keypoints[i]!;
        expect(our).toMatchObject({ octave: their.octave, layer: their.layer });
        const { x, y, size, angle, response } = their;
        expect(our).toMatchObject({ x, y, size, angle, response });
      });
      expect(compareDescriptors(ours.descriptors, theirs.descriptors).identical).toBe(1);
    },
  );

  it('keeps the keypoints that nfeatures keeps, but never more than asked for', async () => {
    const scene = await goldenImage('scene');
    const { keypoints } = sift(scene, { maxKeypoints: 50 });
    const theirs = goldenSift('nfeatures').keypoints;
    expect(keypoints).toHaveLength(50);
    for (const our of keypoints)
      expect(
        theirs.some(
          ({ x, y, angle }) => Math.hypot(x - our.x, y - our.y) + Math.abs(angle - our.angle) < 0.01,
        ),
      ).toBe(true);
    const all = sift(scene).keypoints;
    expect(keypoints).toEqual(
      all.filter((one) =>
        keypoints.some((kept) => kept.x === one.x && kept.y === one.y && kept.angle === one.angle),
      ),
    );
  });
});

describe('sift under a turn of 90 degrees', () => {
  it('finds the doubled image’s keypoints again, turned, with the same descriptors', async () => {
    const scene = await goldenImage('scene');
    const before = finest(sift(scene));
    const after = finest(sift(turned(scene)));
    const missed = before.filter(({ keypoint, descriptor }) => {
      // Clockwise: what was at the bottom is now at the left; the quarter pixel of doubling stays to the right.
      const [x, y] = [scene.height - 0.5 - keypoint.y, keypoint.x];
      return !after.some(
        (other) =>
          Math.hypot(other.keypoint.x - x, other.keypoint.y - y) < 0.01 &&
          angleBetween(other.keypoint.angle, keypoint.angle + 90) < 0.5 &&
          Math.hypot(...other.descriptor.map((value, k) => value - descriptor[k]!)) < 26,
      );
    });
    expect(before.length).toBeGreaterThan(100);
    expect(missed.length / before.length).toBeLessThan(0.02);
  });

  function finest({ keypoints, descriptors }: ReturnType<typeof sift>) {
    return keypoints
      .map((keypoint, i) => ({ keypoint, descriptor: row(descriptors, i) }))
      .filter(({ keypoint }) => keypoint.octave === -1);
  }

  function turned({ data, width, height, channels }: Image<Uint8Array>): Image<Uint8Array> {
    const out = new Uint8Array(data.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++)
          out[(x * height + height - 1 - y) * channels + c] = data[(y * width + x) * channels + c]!;
    return imageFrom(out, { width: height, height: width, channels });
  }
});

describe('sift on FAST corners', () => {
  // A little brighter towards its corners: FAST's suppression drops neighbours that score alike.
  const square = drawn(64, 64, (x, y) => {
    const [dx, dy] = [Math.abs(x - 31.5), Math.abs(y - 31.5)];
    return Math.max(dx, dy) < 12 ? 120 + 2 * (dx + dy) : 30;
  });

  it('turns each corner of a bright square into the square', () => {
    const { keypoints, descriptors } = sift(square, { detector: 'fast' });
    expect(descriptors.shape).toEqual([keypoints.length, 128]);
    expect(keypoints.length).toBeGreaterThanOrEqual(4);
    for (const { x, y, size, angle } of keypoints) {
      expect(size).toBeCloseTo(16 / 6, 5);
      const towardsMiddle = (Math.atan2(31.5 - y, 31.5 - x) * 180) / Math.PI;
      expect(angleBetween(angle, towardsMiddle)).toBeLessThan(30);
    }
  });

  it('leaves them upright when asked to, and keeps the strongest', () => {
    const { keypoints } = sift(square, { detector: 'fast', upright: true, maxKeypoints: 3, patchSize: 24 });
    expect(keypoints).toHaveLength(3);
    for (const keypoint of keypoints) expect(keypoint).toMatchObject({ angle: 0, size: 4 });
  });

  it('finds fewer with a higher threshold', async () => {
    const scene = await goldenImage('scene');
    const count = (fastThreshold: number) =>
      sift(scene, { detector: 'fast', fastThreshold }).keypoints.length;
    expect(count(40)).toBeLessThan(count(10));
  });
});

describe('sift on a dense grid', () => {
  it('describes every patch that fits, row by row', () => {
    const ramp = drawn(32, 24, (x) => 4 * x);
    const { keypoints, descriptors } = sift(ramp, { detector: 'dense', step: 8, patchSize: 16 });
    expect(keypoints.map(({ x, y }) => [x, y])).toEqual([
      [8, 8],
      [16, 8],
      [24, 8],
      [8, 16],
      [16, 16],
      [24, 16],
    ]);
    expect(descriptors.shape).toEqual([6, 128]);
    for (let i = 0; i < 6; i++)
      expect(row(descriptors, i).every((value, k) => (k % 8 === 0 ? value > 0 : value === 0))).toBe(true);
  });

  it('has nothing to describe in an image smaller than the patch', () => {
    expect(
      sift(
        drawn(15, 40, (x) => x),
        { detector: 'dense' },
      ).descriptors.shape,
    ).toEqual([0, 128]);
  });
});

describe('sift on images with nothing in them', () => {
  it.each([
    [1, 1],
    [1, 300],
    [2, 2],
    [5, 5],
    [11, 6],
    [64, 48],
  ])('finds nothing in a flat %d × %d image', (width, height) => {
    for (const detector of ['dog', 'fast'] as const) {
      const { keypoints, descriptors } = sift(
        drawn(width, height, () => 128),
        { detector },
      );
      expect(keypoints).toEqual([]);
      expect(descriptors.shape).toEqual([0, 128]);
    }
  });

  it('gives rows of zeros where a dense patch is flat', () => {
    const { descriptors } = sift(
      drawn(32, 32, () => 9),
      { detector: 'dense' },
    );
    expect(descriptors.shape).toEqual([9, 128]);
    expect(descriptors.data.every((value) => value === 0)).toBe(true);
  });
});

describe('sift on anything', () => {
  it('gives whole numbers 0–255 at points inside the image, twice the same', () => {
    const images = fc
      .record({ width: fc.integer({ min: 1, max: 28 }), height: fc.integer({ min: 1, max: 28 }) })
      .chain(({ width, height }) =>
        fc
          .uint8Array({ minLength: width * height, maxLength: width * height })
          .map((data) => imageFrom(new Uint8Array(data), { width, height, channels: 1 })),
      );
    fc.assert(
      fc.property(
        images,
        fc.constantFrom('dog', 'fast', 'dense'),
        fc.boolean(),
        (image, detector, upright) => {
          const options = { detector, upright, contrastThreshold: 0.01 } as const;
          const { keypoints, descriptors } = sift(image, options);
          expect(descriptors.shape).toEqual([keypoints.length, 128]);
          expect(
            descriptors.data.every((value) => Number.isInteger(value) && value >= 0 && value <= 255),
          ).toBe(true);
          for (const { x, y, size, angle } of keypoints) {
            expect(x >= 0 && x <= image.width && y >= 0 && y <= image.height && size > 0).toBe(true);
            expect(angle >= 0 && angle < 360).toBe(true);
          }
          expect(sift(image, options)).toEqual({ keypoints, descriptors });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('upright gives every extremum once, with angle 0', async () => {
    const odd = await goldenImage('odd');
    const { keypoints } = sift(odd, { upright: true });
    expect(keypoints.every(({ angle }) => angle === 0)).toBe(true);
    expect(keypoints).toHaveLength(places(sift(odd).keypoints));
  });

  it('refuses unknown and impossible options', () => {
    const image = drawn(8, 8, () => 0);
    expect(() => sift(image, { patchSize: 3 })).toThrow(/patchSize/);
    expect(() => siftExtractor.extract(image, { detector: 'orb' })).toThrow(/dog, fast, dense/);
    expect(() => siftExtractor.extract(image, { nfeatures: 3 })).toThrow(/nfeatures/);
  });
});
