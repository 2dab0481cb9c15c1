import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { row } from '../../src/core/ndarray.js';
import { describeKeypoints } from '../../src/features/describe-keypoints.js';
import { doubledInPlace } from '../../src/features/sift/lowe/doubled.js';
import { type DescribedKeypoints, sift } from '../../src/features/sift.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { describeWithData } from '../helpers/shared-data.js';
import { angleBetween, goldenImage } from './sift-goldens.js';

function blob(sigma: number): Image<Uint8Array> {
  const data = Uint8Array.from({ length: 101 * 91 }, (_, i) =>
    Math.round(
      20 + 200 * Math.exp(-(((i % 101) - 48) ** 2 + (Math.floor(i / 101) - 40) ** 2) / (2 * sigma ** 2)),
    ),
  );
  return imageFrom(data, { width: 101, height: 91, channels: 1 });
}

describe('doubledInPlace', () => {
  it('keeps every pixel at twice its place and puts means between', () => {
    const plane = { data: Float32Array.of(0, 8, 4, 20), width: 2, height: 2 };
    expect([...doubledInPlace(plane).data]).toEqual([0, 4, 8, 8, 2, 8, 14, 14, 4, 12, 20, 20, 4, 12, 20, 20]);
  });
});

describe("sift, Lowe's variant", () => {
  it('finds a blob where it is, although the image was doubled', () => {
    const { keypoints } = sift(blob(6), { variant: 'lowe' });
    expect(keypoints.length).toBeGreaterThan(0);
    for (const { x, y } of keypoints) expect(Math.hypot(x - 48, y - 40)).toBeLessThan(0.1);
  });

  it.each([{}, { detector: 'fast' }, { upsample: false }] as const)(
    'describes its keypoints as describeKeypoints does with the same variant: %j',
    async (options) => {
      const odd = await goldenImage('odd');
      const { keypoints, descriptors } = sift(odd, { ...options, variant: 'lowe' });
      expect(keypoints.length).toBeGreaterThan(5);
      expect(describeKeypoints(odd, keypoints, { variant: 'lowe' })).toEqual(descriptors);
    },
  );

  it('finds nothing in a flat image', async () => {
    expect(sift(await goldenImage('flat'), { variant: 'lowe' }).descriptors.shape).toEqual([0, 128]);
  });
});

describeWithData("sift, Lowe's variant, beside Lowe's program on box.pgm", 'vlfeat', (folder) => {
  const [count, length, ...numbers] = readFileSync(`${folder}/box.sift`, 'utf8')
    .trim()
    .split(/\s+/)
    .map(Number);
  const theirs = Array.from({ length: count! }, (_, i) => {
    const [y, x, sigma, theta, ...descriptor] = numbers.slice(i * (length! + 4), (i + 1) * (length! + 4));
    // Lowe's y and angles run upwards and in radians.
    return { x: x!, y: y!, sigma: sigma!, angle: ((-theta! * 180) / Math.PI + 360) % 360, descriptor };
  });
  const file = readFileSync(`${folder}/box.pgm`);
  const [header, width, height] = /^P5\s(?:#.*\s)*(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1'))!;
  const pixels = Uint8Array.from(file.subarray(header!.length));
  const box = imageFrom(pixels, { width: Number(width), height: Number(height), channels: 1 });
  const ours: DescribedKeypoints = sift(box, { variant: 'lowe' });

  const share = (radius: number) =>
    theirs.filter((p) => ours.keypoints.some((q) => Math.hypot(p.x - q.x, p.y - q.y) < radius)).length /
    count!;

  /** The keypoints that both have, sub-pixel position, scale and direction. */
  const pairs = theirs.flatMap(({ descriptor, ...p }) => {
    const i = ours.keypoints.findIndex(
      (q) =>
        Math.hypot(p.x - q.x, p.y - q.y) < 0.5 &&
        Math.abs(q.size / 2 / p.sigma - 1) < 0.1 &&
        angleBetween(p.angle, q.angle) < 15,
    );
    return i < 0 ? [] : [{ turn: angleBetween(p.angle, ours.keypoints[i]!.angle), i, descriptor }];
  });
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

  it('finds 96.6% of its keypoints within a pixel and 93.9% within a tenth of one', () => {
    expect(share(1)).toBeGreaterThan(0.965);
    expect(share(0.1)).toBeGreaterThan(0.938);
  });

  it('finds little else', () => {
    const known = ours.keypoints.filter((q) => theirs.some((p) => Math.hypot(p.x - q.x, p.y - q.y) < 1));
    expect(known.length / ours.keypoints.length).toBeGreaterThan(0.96);
  });

  it('agrees on nearly all directions, to a tenth of a degree in the median', () => {
    expect(pairs.length / count!).toBeGreaterThan(0.95);
    expect(median(pairs.map(({ turn }) => turn))).toBeLessThan(0.1);
  });

  it('agrees on descriptors within 1% of their length in the median', () => {
    const distances = pairs.map(({ i, descriptor }) =>
      Math.hypot(...row(ours.descriptors, i).map((value, k) => value - descriptor[k]!)),
    );
    expect(median(distances) / 512).toBeLessThan(0.01);
  });
});
