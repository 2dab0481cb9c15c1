import { describe, expect, it } from 'vitest';
import { jointBinColour } from '../../src/draw/bin-colour.js';
import { drawColourHistogram } from '../../src/draw/colour-histogram.js';
import { colourHistogram } from '../../src/features/colour-histogram.js';
import { rgbToLab } from '../../src/image/lab.js';
import { paint, pixel } from './images.js';

describe('the colour of a bin', () => {
  it.each(['rgb', 'hsv'] as const)('falls into the bin again, in %s', (space) => {
    for (let bin = 0; bin < 64; bin++) {
      const rgb = jointBinColour(bin, { space, bins: 4 }).map(Math.round);
      expect(
        colourHistogram(
          paint(1, 1, () => rgb),
          { space, bins: 4 },
        )[bin],
      ).toBe(1);
    }
  });

  const levels = [0, 40, 60, 128, 200, 255];
  const colours = levels.flatMap((r) => levels.flatMap((g) => levels.map((b) => [r, g, b] as const)));

  it('has the value of the bin again in Lab, which holds many colours that are not of sRGB', () => {
    for (const colour of colours) {
      const [L, a, b] = rgbToLab(paint(1, 1, () => colour)).data;
      const back = jointBinColour((L! * 256 + a!) * 256 + b!, { space: 'lab', bins: 256 });
      const again = rgbToLab(paint(1, 1, () => back.map(Math.round))).data;
      expect(
        Math.max(Math.abs(again[0]! - L!), Math.abs(again[1]! - a!), Math.abs(again[2]! - b!)),
      ).toBeLessThan(3);
    }
  });

  it('is close to the colours in a fine HSV bin', () => {
    for (const colour of colours) {
      const bin = colourHistogram(
        paint(1, 1, () => colour),
        { space: 'hsv', bins: 32 },
      ).indexOf(1);
      const back = jointBinColour(bin, { space: 'hsv', bins: 32 });
      expect(Math.max(...colour.map((value, i) => Math.abs(value - back[i]!)))).toBeLessThan(28);
    }
  });
});

describe('drawColourHistogram', () => {
  const half = paint(20, 10, (x) => (x < 12 ? [255, 0, 0] : [0, 0, 255]));

  it('draws the colours of a joint histogram, commonest first, each in its own colour', () => {
    const { overlay } = drawColourHistogram(half, { space: 'rgb', bins: 2 });
    expect(overlay!.match(/fill="rgb\([^"]+"/g)).toEqual(['fill="rgb(192,64,64)"', 'fill="rgb(64,64,192)"']);
    expect(overlay).toContain('2 of 8 RGB colours occur');
  });

  it('draws one chart a channel', () => {
    const { overlay } = drawColourHistogram(half, { space: 'hsv', joint: false, bins: 4 });
    expect(overlay!.match(/>(hue|saturation|value)</g)).toEqual(['>hue<', '>saturation<', '>value<']);
  });

  it('fills the cells of a grid with their colours, as wide as their shares', () => {
    const { image } = drawColourHistogram(half, { space: 'rgb', bins: 2, grid: 2 });
    const base = (image.width - 8) / 2;
    // The left cells are all red; the right ones 2/10 red and 8/10 blue, the commoner first.
    const row = (x: number) => pixel(image, Math.round(base + 8 + x * base), 20);
    expect(row(0.25)).toEqual([192, 64, 64]);
    expect(row(0.55)).toEqual([64, 64, 192]);
    expect(row(0.87)).toEqual([64, 64, 192]);
    expect(row(0.95)).toEqual([192, 64, 64]);
  });
});
