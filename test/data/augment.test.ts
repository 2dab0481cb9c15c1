import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { augmenter } from '../../src/data/augment/augment.js';
import { composed, warp } from '../../src/data/augment/warp.js';

const identity = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };
const picture = { data: Float32Array.of(1, 2, 3, 4, 5, 6), channels: 1, height: 2, width: 3 };

describe('a warp', () => {
  it('by nothing is the image to the bit', () => {
    expect(warp(picture, identity)).toEqual(picture.data);
  });

  it('by a pixel moves pixels, and what comes in is black', () => {
    expect([...warp(picture, { ...identity, c: 1 })]).toEqual([2, 3, 0, 5, 6, 0]);
  });

  it('by half a pixel is the mean of neighbours', () => {
    expect([...warp(picture, { ...identity, c: -0.5 })]).toEqual([0.5, 1.5, 2.5, 2, 4.5, 5.5]);
  });

  it('mirrors about the centre', () => {
    expect([...warp(picture, { ...identity, a: -1 })]).toEqual([3, 2, 1, 6, 5, 4]);
  });

  it('composes: a quarter turn, twice, is a half turn', () => {
    const quarter = { a: 0, b: -1, c: 0, d: 1, e: 0, f: 0 };
    const half = composed(quarter, quarter);
    expect([...warp(picture, half)]).toEqual([6, 5, 4, 3, 2, 1]);
  });
});

describe('augmentation', () => {
  const image = {
    data: Float32Array.from({ length: 3 * 64 }, (_, i) => (i % 17) / 17),
    channels: 3,
    height: 8,
    width: 8,
  };

  it('is nothing where nothing is asked for', () => {
    expect(augmenter()).toBeUndefined();
  });

  it('depends on the seed alone and leaves its input as it was', () => {
    const change = augmenter({
      flip: true,
      rotate: 20,
      shift: 0.1,
      zoom: 0.2,
      crop: 0.2,
      shear: 5,
      noise: 0.1,
      contrast: 0.2,
      brightness: 0.1,
      saturation: 0.5,
    })!;
    const before = image.data.slice();
    const first = change(image, new Random(3));
    expect(change(image, new Random(3))).toEqual(first);
    expect(change(image, new Random(4))).not.toEqual(first);
    expect(image.data).toEqual(before);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...first)).toBeLessThanOrEqual(1);
  });

  it('mirrors about half of the images, and nothing else, when asked to', () => {
    const change = augmenter({ flip: true })!;
    const random = new Random(1);
    const mirrored = warp(image, { ...identity, a: -1 });
    let count = 0;
    for (let i = 0; i < 200; i++) {
      const out = change(image, random);
      const isMirrored = out.every((value, k) => value === mirrored[k]);
      expect(isMirrored || out.every((value, k) => value === image.data[k])).toBe(true);
      if (isMirrored) count++;
    }
    expect(count).toBeGreaterThan(70);
    expect(count).toBeLessThan(130);
  });

  it('keeps grey images grey under saturation', () => {
    const grey = { ...image, data: Float32Array.from({ length: 192 }, (_, i) => ((i % 64) % 11) / 11) };
    const out = augmenter({ saturation: 0.9 })!(grey, new Random(2));
    for (const [i, value] of out.entries()) expect(value).toBeCloseTo(grey.data[i]!, 6);
  });

  it('refuses what is out of range', () => {
    expect(() => augmenter({ rotate: 500 })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});
