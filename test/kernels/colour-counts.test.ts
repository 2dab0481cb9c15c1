import { describe, expect, it } from 'vitest';
import { colourCounts as reference } from '../../src/features/colour-counts.js';
import { gridCells } from '../../src/features/spatial-grid.js';
import type { Image } from '../../src/image/image.js';
import { colourCounts as kernel } from '../../src/kernels/colour-counts.js';
import { withKernels } from '../../src/kernels/kernels.js';
import { STRIP_PIXELS } from '../../src/kernels/strips.js';
import { randomPixels } from './random-pixels.js';

const spaces = ['rgb', 'hsv', 'lab'] as const;

function expectEqual(image: Image<Uint8Array>, { grid, bins }: { grid: number; bins: number }): void {
  const cells = gridCells(image, grid);
  for (const space of spaces)
    for (const joint of [true, false])
      expect(kernel(image, { space, bins, joint, cells }), `${space}, joint ${joint}`).toEqual(
        reference(image, { space, bins, joint, cells }),
      );
}

describe('the kernel of colour counts equals its reference', () => {
  it.each([
    [1, 1],
    [3, 50],
    [37, 29],
    [128, 130],
  ])('on %i × %i pixels, in any grid', (width, height) => {
    for (const grid of [1, 2, 3, 7]) expectEqual(randomPixels(width, height), { grid, bins: 8 });
  });

  it('with any number of bins', () => {
    for (const bins of [1, 2, 3, 5, 7, 16, 31]) expectEqual(randomPixels(41, 23), { grid: 1, bins });
  });

  it('channel by channel with a bin for each value', () => {
    const image = randomPixels(41, 23);
    const counting = { bins: 256, joint: false, cells: gridCells(image, 2) };
    for (const space of spaces)
      expect(kernel(image, { ...counting, space })).toEqual(reference(image, { ...counting, space }));
  });

  it('on rows longer than a strip, and on cells of several strips', () => {
    expectEqual(randomPixels(STRIP_PIXELS + 5, 2), { grid: 1, bins: 4 });
    expectEqual(randomPixels(400, 200), { grid: 2, bins: 4 });
  });

  it('where every pixel is in the same bin', () => {
    const image = { data: new Uint8Array(3 * 99 * 7).fill(255), width: 99, height: 7, channels: 3 };
    expectEqual(image, { grid: 2, bins: 8 });
  });

  it('and gives its memory back', () => {
    const next = () => withKernels((_, arena) => arena.allocate(1));
    const before = next();
    expectEqual(randomPixels(20, 20), { grid: 2, bins: 8 });
    expect(next()).toBe(before);
  });
});
