import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type ImageSignature, imageSignature, nearDuplicates } from '../../src/compare/leaks/index.js';
import { detailOf, likeness } from '../../src/compare/leaks/likeness.js';
import { lowFrequencies, mirroredFrequencies } from '../../src/compare/leaks/low-frequencies.js';
import { mirroredView, viewOf } from '../../src/compare/leaks/view.js';
import { Random } from '../../src/core/random.js';
import type { Image } from '../../src/image/image.js';
import { loadImage } from '../../src/image/load.js';
import { resizeImage } from '../../src/image/resize.js';
import { describeWithData } from '../helpers/shared-data.js';

/** A picture of its own: random blocks of several sizes, smoothed. */
function scene(seed: number, { width = 120, height = 90 } = {}): Image<Uint8Array> {
  const random = new Random(seed).fork('scene');
  const sum = new Float64Array(width * height);
  for (const cells of [4, 12, 40]) {
    const noise = { data: new Float64Array(cells * cells), width: cells, height: cells, channels: 1 };
    for (let i = 0; i < noise.data.length; i++) noise.data[i] = random.uniform(0, 85);
    resizeImage(noise, { width, height }).data.forEach((value, i) => {
      sum[i]! += value;
    });
  }
  return { data: Uint8Array.from(sum), width, height, channels: 1 };
}

const changed = <T extends Image<Uint8Array>>(image: T, change: (value: number) => number): T => ({
  ...image,
  data: image.data.map((value) => Math.min(255, Math.max(0, change(value)))),
});

function cropped(image: Image<Uint8Array>, { left = 0, top = 0, right = 0, bottom = 0 }): Image<Uint8Array> {
  const { channels } = image;
  const [width, height] = [image.width - left - right, image.height - top - bottom];
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const start = ((y + top) * image.width + left) * channels;
    data.set(image.data.subarray(start, start + width * channels), y * width * channels);
  }
  return { data, width, height, channels };
}

function mirrored(image: Image<Uint8Array>): Image<Uint8Array> {
  const { width, channels } = image;
  const data = image.data.map((_, i) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    const x = pixel % width;
    return image.data[(pixel - x + (width - 1 - x)) * channels + channel]!;
  });
  return { ...image, data };
}

const others = Array.from({ length: 20 }, (_, i) => imageSignature(scene(100 + i)));
const found = (...images: Image[]) => nearDuplicates([...images.map(imageSignature), ...others]);

describe('nearly the same images', () => {
  const image = scene(1);

  it('are none among images of their own', () => {
    expect(found(image)).toEqual([]);
    expect(nearDuplicates([])).toEqual([]);
  });

  it('are those of the same pixels, every pair of several', () => {
    expect(found(image, image, image)).toEqual(
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ].map((images) => ({ images, kind: 'same pixels', distance: 0 })),
    );
  });

  it('are brighter, darker, larger and smaller ones', () => {
    const pairs = found(
      image,
      changed(image, (value) => value * 1.15 + 10),
      changed(image, (value) => value * 0.6),
      resizeImage(image, { width: 200, height: 150 }),
      resizeImage(image, { width: 80, height: 60 }),
    );
    expect(
      pairs
        .filter(({ images }) => images[0] === 0)
        .map(({ images }) => images[1])
        .sort(),
    ).toEqual([1, 2, 3, 4]);
    for (const { kind, distance } of pairs) {
      expect(kind).toBe('near');
      expect(distance).toBeLessThan(0.05);
    }
  });

  it('are mirrored ones, and slightly cropped ones, whichever comes first', () => {
    const mirror = mirrored(image);
    expect(found(image, mirror)).toMatchObject([{ images: [0, 1], kind: 'mirrored' }]);
    for (const edges of [{ left: 10 }, { top: 4, right: 7 }, { left: 5, right: 5, top: 4, bottom: 4 }]) {
      const part = cropped(image, edges);
      expect(found(image, part)).toMatchObject([{ images: [0, 1], kind: 'cropped' }]);
      expect(found(part, image)).toMatchObject([{ images: [0, 1], kind: 'cropped' }]);
    }
  });

  it('are not half of one another', () => {
    expect(found(image, cropped(image, { left: 60 }))).toEqual([]);
  });

  it('are of flat images only those of the same pixels', () => {
    const flat = (value: number): Image => ({
      data: new Uint8Array(64 * 64).fill(value),
      width: 64,
      height: 64,
      channels: 1,
    });
    expect(found(flat(10), flat(200), flat(10))).toEqual([
      { images: [0, 2], kind: 'same pixels', distance: 0 },
    ]);
  });

  it('come in the same order on every run', () => {
    const images = [image, scene(2), mirrored(image), image].map(imageSignature);
    expect(nearDuplicates(images)).toEqual(nearDuplicates(images));
    expect(nearDuplicates(images).map(({ distance }) => distance)).toEqual(
      nearDuplicates(images)
        .map(({ distance }) => distance)
        .toSorted((a, b) => a - b),
    );
  });

  it('are the same pairs whatever the order of the list', () => {
    const images = [image, mirrored(image), cropped(image, { left: 8 }), scene(2), scene(2)].map(
      imageSignature,
    );
    const last = images.length + others.length - 1;
    const backwards = nearDuplicates([...images, ...others].toReversed()).map(({ images: [a, b], kind }) => [
      last - b,
      last - a,
      kind,
    ]);
    const forwards = nearDuplicates([...images, ...others]).map(({ images: [a, b], kind }) => [a, b, kind]);
    expect(forwards.length).toBeGreaterThanOrEqual(3);
    expect(backwards.map(String).sort()).toEqual(forwards.map(String).sort());
  });

  it('are too many where a thousand are the same', () => {
    const one = imageSignature(image);
    expect(() => nearDuplicates(new Array<ImageSignature>(1001).fill(one))).toThrow(
      /at most 1000 images of the same pixels but found 1001/,
    );
  });

  it('refuse a thumbnail of another size', () => {
    expect(() => nearDuplicates([{ pixels: '', thumbnail: new Uint8Array(100) }])).toThrow(
      /1024 or 4096 pixels.*received 100/,
    );
  });
});

describe('the signature of an image', () => {
  it('tells the same bytes of another shape apart', () => {
    const data = Uint8Array.from({ length: 24 }, (_, i) => i * 10);
    const wide = imageSignature({ data, width: 6, height: 4, channels: 1 });
    const high = imageSignature({ data, width: 4, height: 6, channels: 1 });
    expect(wide.pixels).not.toBe(high.pixels);
    expect(wide.pixels).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is smaller of a small image', () => {
    expect(imageSignature(scene(1)).thumbnail).toHaveLength(64 * 64);
    expect(imageSignature(scene(1, { width: 200, height: 63 })).thumbnail).toHaveLength(32 * 32);
  });
});

describe('views of a thumbnail', () => {
  const ramp = Uint8Array.from({ length: 64 * 64 }, (_, i) => i % 64);

  it('average what they cover', () => {
    const whole = viewOf(ramp);
    expect([whole[0], whole[1], whole[31]]).toEqual([0.5, 2.5, 62.5]);
    const half = viewOf(ramp, { left: 0.25, top: 0, right: 0.75, bottom: 1 });
    expect([half[0], half[31]]).toEqual([16, 47]);
  });

  it('have coarse coefficients that agree with those of their mirror image', () => {
    const values = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1024, maxLength: 1024 });
    fc.assert(
      fc.property(values, (pixels) => {
        const view = Float64Array.from(pixels);
        const mirror = lowFrequencies(mirroredView(view));
        mirroredFrequencies(lowFrequencies(view)).forEach((value, k) => {
          expect(mirror[k]).toBeCloseTo(value, 5);
        });
      }),
      { numRuns: 10 },
    );
  });

  it('correlate in detail with themselves, whatever their brightness and contrast', () => {
    const view = viewOf(imageSignature(scene(3)).thumbnail);
    const brighter = view.map((value) => 0.5 * value + 60);
    expect(likeness(detailOf(view)!, detailOf(brighter)!)).toBeCloseTo(1, 5);
    const other = viewOf(imageSignature(scene(4)).thumbnail);
    expect(Math.abs(likeness(detailOf(view)!, detailOf(other)!))).toBeLessThan(0.3);
  });
});

const seconds = 1000;

describeWithData('nearly the same photographs of Corel-1k', 'corel1k', (folder) => {
  it('are found in nearly all of their changed copies, and no others', {
    timeout: 60 * seconds,
  }, async () => {
    const originals = Array.from({ length: 30 }, (_, i) => readFileSync(`${folder}/images/${i * 30}.jpg`));
    const random = new Random(1);
    const copies: Record<string, (bytes: Buffer) => Promise<Image<Uint8Array>>> = {
      'JPEG of quality 40': async (bytes) => loadImage(await sharp(bytes).jpeg({ quality: 40 }).toBuffer()),
      'half the size': (bytes) => loadImage(bytes, { width: 192 }),
      brighter: async (bytes) => changed(await loadImage(bytes), (value) => value * 1.2 + 15),
      mirrored: async (bytes) => mirrored(await loadImage(bytes)),
      cropped: async (bytes) => {
        const image = await loadImage(bytes);
        const [across, down] = [Math.round(image.width * 0.08), Math.round(image.height * 0.08)];
        const [left, top] = [random.integer(0, across), random.integer(0, down)];
        return cropped(image, { left, top, right: across - left, bottom: down - top });
      },
    };
    const signatures: ImageSignature[] = [];
    for (const bytes of originals) signatures.push(imageSignature(await loadImage(bytes)));
    for (const copy of Object.values(copies))
      for (const bytes of originals) signatures.push(imageSignature(await copy(bytes)));
    const pairs = nearDuplicates(signatures);
    expect(pairs.filter(({ images: [a, b] }) => a % 30 !== b % 30)).toEqual([]);
    const recall = Object.keys(copies).map((name, c) => {
      const own = pairs.filter(({ images: [a, b] }) => a < 30 && b === a + 30 * (c + 1));
      return [name, own.length];
    });
    expect(Object.fromEntries(recall)).toEqual({
      'JPEG of quality 40': 30,
      'half the size': 30,
      brighter: 30,
      mirrored: 30,
      cropped: 30,
    });
  });
});

describeWithData('textures of KTH-TIPS', 'kth-tips', (folder) => {
  it('are not the same at another scale or in another light', { timeout: 60 * seconds }, async () => {
    const signatures: ImageSignature[] = [];
    for (const name of ['brown_bread', 'cracker'])
      for (const file of readdirSync(`${folder}/${name}`))
        signatures.push(imageSignature(await loadImage(`${folder}/${name}/${file}`)));
    expect(signatures).toHaveLength(162);
    expect(nearDuplicates(signatures)).toEqual([]);
  });
});

describeWithData('a part of CIFAR-100', 'cifar100', (folder) => {
  it('has photographs twice, in another tint or mirrored', { timeout: 60 * seconds }, () => {
    const signatures: ImageSignature[] = [];
    for (const [file, count] of Object.entries({ 'test-2k.bin.gz': 2000, 'train-10k.bin.gz': 5000 })) {
      const records = gunzipSync(readFileSync(`${folder}/${file}`));
      for (let start = 0; start < count * 3074; start += 3074) {
        const planes = records.subarray(start + 2, start + 3074);
        const data = Uint8Array.from({ length: 3072 }, (_, i) => planes[(i % 3) * 1024 + Math.floor(i / 3)]!);
        signatures.push(imageSignature({ data, width: 32, height: 32, channels: 3 }));
      }
    }
    // Each was looked at; the first 2000 are the test images.
    expect(nearDuplicates(signatures).map(({ images, kind }) => [...images, kind])).toEqual([
      [4672, 6932, 'near'],
      [446, 2164, 'mirrored'],
      [5726, 6461, 'near'],
      [2057, 6407, 'near'],
      [1781, 3988, 'near'],
    ]);
  });
});

describeWithData('digits of MNIST', 'mnist', (folder) => {
  it('are alike, but not the same', { timeout: 60 * seconds }, () => {
    const pixels = gunzipSync(readFileSync(`${folder}/t10k-images-idx3-ubyte.gz`)).subarray(16);
    const signatures = Array.from({ length: 4000 }, (_, i) =>
      imageSignature({ data: pixels.subarray(i * 784, (i + 1) * 784), width: 28, height: 28, channels: 1 }),
    );
    expect(nearDuplicates(signatures)).toEqual([]);
  });
});
