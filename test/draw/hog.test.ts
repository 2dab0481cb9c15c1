import { describe, expect, it } from 'vitest';
import { drawHog } from '../../src/draw/hog.js';
import { paint, pixel } from './images.js';

/** Black left of x = 12, white from there on: one vertical edge, within the second column of 8-pixel cells. */
const edge = paint(32, 32, (x) => (x < 12 ? 0 : 255));
const SCALE = 24;
const CELL = 8 * SCALE;

/** The brightness of the glyph picture at a place given in cells. */
const at = (picture: ReturnType<typeof drawHog>, x: number, y: number) =>
  pixel(picture.image, Math.round(x * CELL), Math.round(y * CELL))[0]!;

describe('drawHog', () => {
  it('enlarges small images a whole number of times and says so', () => {
    const picture = drawHog(edge);
    expect([picture.image.width, picture.image.height]).toEqual([32 * SCALE, 32 * SCALE]);
    expect(picture.caption).toContain('4×4 cells of 8×8 pixels, enlarged 24 times');
  });

  it('draws strokes along the edge, not across it', () => {
    const picture = drawHog(edge, { orientations: 4 });
    // The bin of a gradient to the right, 0–45°, has its stroke at right angles to its middle: 112.5°.
    const [x, y] = [Math.cos((112.5 / 180) * Math.PI), Math.sin((112.5 / 180) * Math.PI)];
    expect(at(picture, 1.5 + 0.4 * x, 0.5 + 0.4 * y)).toBeGreaterThan(200);
    expect(at(picture, 1.5 - 0.4 * x, 0.5 - 0.4 * y)).toBeGreaterThan(200);
    expect(at(picture, 1.5 + 0.4 * y, 0.5 - 0.4 * x)).toBeLessThan(60);
    expect(at(picture, 1.5 - 0.4 * y, 0.5 + 0.4 * x)).toBeLessThan(60);
  });

  it('draws signed bins as rays to one side', () => {
    const picture = drawHog(edge, { orientations: 8, signed: true });
    const [x, y] = [Math.cos((112.5 / 180) * Math.PI), Math.sin((112.5 / 180) * Math.PI)];
    expect(at(picture, 1.5 + 0.4 * x, 0.5 + 0.4 * y)).toBeGreaterThan(200);
    expect(at(picture, 1.5 - 0.4 * x, 0.5 - 0.4 * y)).toBeLessThan(60);
  });

  it('leaves cells without gradients as they are, dimmed', () => {
    const { image } = drawHog(edge);
    expect(pixel(image, CELL / 2, CELL / 2)).toEqual([0, 0, 0]);
    expect(pixel(image, 3.5 * CELL, CELL / 2)).toEqual([51, 51, 51]);
  });

  it('draws an image smaller than a cell, and does not blow up a large one of tiny cells', () => {
    expect(drawHog(paint(5, 3, () => 9)).caption).toContain('0×0 cells');
    expect(
      drawHog(
        paint(600, 4, () => 9),
        { pixelsPerCell: 1 },
      ).image.width,
    ).toBe(3600);
  });
});
