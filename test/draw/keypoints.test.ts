import { describe, expect, it } from 'vitest';
import { drawKeypoints } from '../../src/draw/keypoints.js';
import { paint } from './images.js';

const large = paint(768, 4, () => 100);
const keypoint = { x: 10, y: 2, size: 8, angle: -1, response: 1, octave: 0 };

describe('drawKeypoints', () => {
  it('draws a circle of the keypoint’s diameter around the centre of its pixel', () => {
    const { overlay } = drawKeypoints(large, [keypoint]);
    expect(overlay).toContain('"M6.5 2.5a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"');
  });

  it('draws a radius in the direction of the angle, clockwise from the right', () => {
    expect(drawKeypoints(large, [{ ...keypoint, angle: 0 }]).overlay).toContain('M10.5 2.5l4 0"');
    expect(drawKeypoints(large, [{ ...keypoint, angle: 90 }]).overlay).toContain('M10.5 2.5l0 4"');
  });

  it('enlarges small images and the keypoints with them', () => {
    const picture = drawKeypoints(
      paint(384, 100, () => 0),
      [{ ...keypoint, angle: 180 }],
    );
    expect([picture.image.width, picture.image.height]).toEqual([768, 200]);
    expect(picture.overlay).toContain('M21 5l-8 0"');
    expect(picture.overlay).toMatch(/^<svg [^>]*width="768" height="200"/);
    expect(picture.caption).toContain('enlarged 2 times');
  });

  it('gives each doubling of size a colour of its own, on one dark rim', () => {
    const colours = (sizes: number[]) =>
      new Set(
        drawKeypoints(
          large,
          sizes.map((size) => ({ ...keypoint, size })),
        ).overlay!.match(/stroke="rgb\([^"]+"/g),
      ).size;
    expect(colours([4, 5, 7.9])).toBe(1);
    expect(colours([4, 8, 16])).toBe(3);
  });

  it('does not care about the order of keypoints of different size', () => {
    const [a, b] = [keypoint, { ...keypoint, size: 30 }];
    expect(drawKeypoints(large, [a, b]).overlay).toBe(drawKeypoints(large, [b, a]).overlay);
  });

  it('draws the bare image when there are none', () => {
    const picture = drawKeypoints(large, []);
    expect(picture.caption).toMatch(/^0 keypoints/);
    expect(picture.overlay).not.toContain('NaN');
  });
});
