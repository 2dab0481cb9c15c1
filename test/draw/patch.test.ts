import { describe, expect, it } from 'vitest';
import { cutPatch } from '../../src/draw/patch.js';
import { paint } from './images.js';

/** Every pixel's value is its place: 10 y + x. */
const numbered = paint(10, 10, (x, y) => 10 * y + x);
const keypoint = { x: 4.5, y: 4.5, size: 4, angle: -1, response: 1, octave: 0 };

describe('cutPatch', () => {
  it('cuts the square around a keypoint as it is where nothing turns or scales', () => {
    const patch = cutPatch(numbered, keypoint, { side: 4, span: 1 });
    expect([...patch.data]).toEqual([33, 34, 35, 36, 43, 44, 45, 46, 53, 54, 55, 56, 63, 64, 65, 66]);
  });

  it('turns the keypoint’s direction to the right', () => {
    // 90° points down: what lies below the keypoint comes to lie on its right.
    const patch = cutPatch(numbered, { ...keypoint, angle: 90 }, { side: 4, span: 1 });
    expect([...patch.data.slice(0, 4)]).toEqual([36, 46, 56, 66]);
    expect([...patch.data.slice(12)]).toEqual([33, 43, 53, 63]);
  });

  it('averages where the region is larger than the patch', () => {
    const patch = cutPatch(numbered, keypoint, { side: 2, span: 1 });
    // The means of four pixels each.
    expect([...patch.data]).toEqual([39, 41, 59, 61].map((value) => Math.round(value - 0.5)));
  });

  it('continues the border outside the image', () => {
    const patch = cutPatch(numbered, { ...keypoint, x: 0.5, y: 0.5 }, { side: 4, span: 1 });
    expect([...patch.data.slice(0, 4)]).toEqual([0, 0, 1, 2]);
  });

  it('keeps all channels', () => {
    const rgb = paint(4, 4, () => [1, 2, 3]);
    expect([...cutPatch(rgb, keypoint, { side: 1 }).data]).toEqual([1, 2, 3]);
  });
});
