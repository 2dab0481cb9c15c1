import { describe, expect, it } from 'vitest';
import { viridis } from '../../src/draw/colour-map.js';
import { drawLbp } from '../../src/draw/lbp.js';
import { paint, pixel } from './images.js';

const colourOf = (value: number) => viridis(value).map((part) => Math.trunc(part));

describe('drawLbp', () => {
  const flat = paint(8, 8, () => 200);

  it('shows the grey image, beside it the codes in their colours', () => {
    const { image } = drawLbp(flat, { method: 'default' });
    expect(pixel(image, 256, 256)).toEqual([200, 200, 200]);
    // All neighbours are as bright: code 255 of 255, yellow.
    expect(pixel(image, 512 + 8 + 256, 256)).toEqual(colourOf(1));
  });

  it('shows what is not uniform in grey, and the bars in the colours of their codes', () => {
    const checks = paint(8, 8, (x, y) => (((x >> 1) + (y >> 1)) % 2 === 0 ? 0 : 255));
    const { overlay } = drawLbp(checks, { method: 'uniform' });
    expect(overlay).toContain('LBP uniform, P = 8, R = 1');
    const { image } = drawLbp(
      paint(8, 8, (x, y) => (x * 97 + y * 61) % 256),
      { method: 'uniform' },
    );
    const grey = (image.data.join(' ').match(/150 150 150/g) ?? []).length;
    expect(grey).toBeGreaterThan(0);
  });

  it('shows variances on the scale of their bins, no contrast as the lowest', () => {
    const { image } = drawLbp(flat, { method: 'var' });
    expect(pixel(image, 512 + 8 + 256, 256)).toEqual(colourOf(0));
  });

  it('draws the lines of a grid', () => {
    expect(drawLbp(flat, { grid: 2 }).overlay).toContain('M256 0v512M0 256h512');
    expect(drawLbp(flat).overlay).not.toContain('M256 0');
  });
});
