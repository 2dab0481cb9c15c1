import { describe, expect, it } from 'vitest';
import { describeKeypoints } from '../../src/features/describe-keypoints.js';
import type { Keypoint } from '../../src/features/extractor.js';
import { fast } from '../../src/features/fast.js';
import { sift } from '../../src/features/sift.js';
import { imageFrom } from '../../src/image/image.js';
import { compareDescriptors, goldenImage, goldenSift } from './sift-goldens.js';

const point = (changes: Partial<Keypoint> & { layer?: number } = {}) => ({
  x: 16,
  y: 16,
  size: 16 / 6,
  angle: 0,
  response: 0,
  octave: 0,
  ...changes,
});

/** Brightness rises by 4 a pixel in the direction (dx, dy). */
function ramp(dx: number, dy: number) {
  const data = Uint8Array.from(
    { length: 32 * 32 },
    (_, i) => 128 + 4 * (dx * ((i % 32) - 16) + dy * ((i >> 5) - 16)),
  );
  return imageFrom(data, { width: 32, height: 32, channels: 1 });
}

describe('describeKeypoints on a ramp', () => {
  const bins = (dx: number, dy: number, angle: number) => {
    const { data } = describeKeypoints(ramp(dx, dy), [point({ angle })]);
    return [...new Set([...data].flatMap((value, k) => (value > 0 ? [k % 8] : [])))];
  };

  it.each([
    [1, 0, 0],
    [0, -1, 2],
    [-1, 0, 4],
    [0, 1, 6],
  ])('puts a gradient towards (%d, %d) into bin %d, anticlockwise on screen', (dx, dy, bin) => {
    expect(bins(dx, dy, 0)).toEqual([bin]);
  });

  it('puts it into bin 0 when the keypoint points along it', () => {
    expect(bins(0, 1, 90)).toEqual([0]);
    expect(bins(-1, 0, 180)).toEqual([0]);
  });

  it('weighs the four inner cells more than the corners, and all sides alike', () => {
    const { data } = describeKeypoints(ramp(1, 0), [point()]);
    const cell = (r: number, c: number) => data[(r * 4 + c) * 8]!;
    expect(cell(1, 1)).toBeGreaterThan(cell(0, 0));
    expect(cell(0, 0)).toBeGreaterThan(0);
    expect([cell(0, 3), cell(3, 0), cell(3, 3)]).toEqual([cell(0, 0), cell(0, 0), cell(0, 0)]);
  });

  it('does not change with a constant added or the contrast halved', () => {
    const bright = ramp(1, 0);
    const dim = imageFrom(
      bright.data.map((value) => 100 + (value >> 1)),
      { width: 32, height: 32, channels: 1 },
    );
    expect(
      compareDescriptors(describeKeypoints(dim, [point()]), describeKeypoints(bright, [point()])).greatest,
    ).toBeLessThanOrEqual(1);
  });
});

describe('describeKeypoints against OpenCV', () => {
  it.each(['given', 'given-doubled'])(
    'describes hand-picked keypoints as compute() does: %s',
    async (name) => {
      const { keypoints, descriptors } = goldenSift(name);
      const ours = describeKeypoints(await goldenImage('scene'), keypoints);
      const { identical, greatest } = compareDescriptors(ours, descriptors);
      expect(greatest).toBeLessThanOrEqual(1);
      expect(identical).toBe(1);
    },
  );
});

describe('describeKeypoints', () => {
  it('gives sift’s own descriptors at sift’s own keypoints', async () => {
    const odd = await goldenImage('odd');
    const { keypoints, descriptors } = sift(odd);
    expect(describeKeypoints(odd, keypoints)).toEqual(descriptors);
  });

  it('describes FAST corners, which have no angle, upright', async () => {
    const odd = await goldenImage('odd');
    const corners = fast(odd, { threshold: 20 });
    expect(corners.length).toBeGreaterThan(3);
    const upright = corners.map((corner) => ({ ...corner, angle: 0 }));
    expect(describeKeypoints(odd, corners)).toEqual(describeKeypoints(odd, upright));
  });

  it('goes up to the octave where one pixel is left', () => {
    expect(describeKeypoints(ramp(1, 0), [point({ octave: 5 })]).shape).toEqual([1, 128]);
    expect(() => describeKeypoints(ramp(1, 0), [point({ octave: 6 })])).toThrow(/octave 6/);
  });

  it('gives zeros far outside the image, and no rows for no keypoints', () => {
    expect(describeKeypoints(ramp(1, 0), [point({ x: 500 })]).data.every((value) => value === 0)).toBe(true);
    expect(describeKeypoints(ramp(1, 0), []).shape).toEqual([0, 128]);
  });

  it.each([
    ['an octave below −1', { octave: -2 }],
    ['an octave that the image does not have', { octave: 1e6 }],
    ['half an octave', { octave: 0.5 }],
    ['a layer beyond the scale space', { layer: 6 }],
    ['no size', { size: 0 }],
    ['a place that is no number', { x: NaN }],
  ])('refuses %s', (_, changes) => {
    expect(() => describeKeypoints(ramp(1, 0), [point(), point(changes)])).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });
});
