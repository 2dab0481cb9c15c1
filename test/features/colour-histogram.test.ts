import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { colourCounts } from '../../src/features/colour-counts.js';
import { colourHistogram, colourHistogramExtractor } from '../../src/features/colour-histogram.js';
import { gridCells } from '../../src/features/spatial-grid.js';
import { readNpy } from '../../src/formats/npy.js';
import { type Image, imageFrom } from '../../src/image/image.js';
import { colourCounts as countKernel } from '../../src/kernels/colour-counts.js';

const golden = (name: string) => readFileSync(new URL(`../goldens/${name}`, import.meta.url));

async function load(name: string): Promise<Image<Uint8Array>> {
  const { data, info } = await sharp(golden(`images/${name}.png`))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return imageFrom(new Uint8Array(data), { ...info, channels: 3 });
}

const images: Record<string, Image<Uint8Array>> = {
  scene: await load('scene'),
  odd: await load('odd'),
  flat: await load('flat'),
};

type Case = { image: string; space: 'rgb' | 'hsv' | 'lab'; bins: number; joint: boolean; length: number };

const implementations = [
  ['reference', colourCounts],
  ['kernel', countKernel],
] as const;

describe.each(implementations)('colour counts of the %s beside OpenCV', (_, counts) => {
  const cases: Case[] = JSON.parse(golden('colour-histogram/cases.json').toString());
  const { data } = readNpy(golden('colour-histogram/counts.npy'));
  let next = 0;
  const placed = cases.map((one) => ({ ...one, start: (next += one.length) - one.length }));

  it('has a golden for every case', () => {
    expect(cases).toHaveLength(63);
    expect(next).toBe(data.length);
  });

  it.each(placed)('counts as calcHist: $image, $space, $bins bins, joint $joint', (one) => {
    const { space, bins, joint } = one;
    const image = images[one.image]!;
    const ours = counts(image, { space, bins, joint, cells: gridCells(image, 1) });
    expect(Int32Array.from(ours.flatMap((histogram) => [...histogram]))).toEqual(
      data.subarray(one.start, one.start + one.length),
    );
  });
});

describe('colourHistogram by hand', () => {
  // Red, red, green, white.
  const four = imageFrom(Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 255, 0, 255, 255, 255), {
    width: 2,
    height: 2,
    channels: 3,
  });

  it('counts colours, the last channel fastest', () => {
    const rgb = colourHistogram(four, { space: 'rgb', bins: 2 });
    expect([...rgb]).toEqual([0, 0, 0.25, 0, 0.5, 0, 0, 0.25]);
  });

  it('counts each channel by itself, each of sum 1', () => {
    const rgb = colourHistogram(four, { space: 'rgb', bins: 2, joint: false });
    expect([...rgb]).toEqual([0.25, 0.75, 0.5, 0.5, 0.75, 0.25]);
  });

  it('normalises by sum, by its square roots, by length, or not at all', () => {
    const of = (norm: 'l1' | 'l1-sqrt' | 'l2' | 'none') =>
      [...colourHistogram(four, { space: 'rgb', bins: 2, norm })].filter((n) => n > 0);
    expect(of('none')).toEqual([1, 2, 1]);
    expect(of('l1')).toEqual([0.25, 0.5, 0.25]);
    expect(of('l1-sqrt')).toEqual([0.5, Math.fround(Math.SQRT1_2), 0.5]);
    expect(of('l2')).toEqual([1, 2, 1].map((n) => Math.fround(n / Math.sqrt(6))));
  });

  it('keeps one histogram a cell of the grid, row by row', () => {
    const options = { space: 'rgb', bins: 2, grid: 2 } as const;
    const cells = colourHistogram(four, options);
    const lit = [...cells].flatMap((n, i) => (n > 0 ? [i] : []));
    expect(lit).toEqual([4, 8 + 4, 16 + 2, 24 + 7]);
  });

  it('leaves the cells empty that an image smaller than the grid cannot fill', () => {
    const dot = imageFrom(Uint8Array.of(9, 9, 9), { width: 1, height: 1, channels: 3 });
    const cells = colourHistogram(dot, { bins: 2, grid: 3 });
    expect(cells).toHaveLength(72);
    expect([...cells].filter((n) => n > 0)).toEqual([1]);
  });

  it('takes grey for three equal channels, and 16 bits and floats on their own scales', () => {
    const size = { width: 3, height: 1 };
    const grey = imageFrom(Uint8Array.of(0, 100, 255), { ...size, channels: 1 });
    const rgb = imageFrom(Uint8Array.of(0, 0, 0, 100, 100, 100, 255, 255, 255), { ...size, channels: 3 });
    const deep = imageFrom(Uint16Array.of(0, 100 * 257, 65535), { ...size, channels: 1 });
    const unit = imageFrom(Float32Array.of(0, 100 / 255, 1), { ...size, channels: 1 });
    for (const space of ['rgb', 'hsv', 'lab'] as const)
      for (const image of [grey, deep, unit])
        expect(colourHistogram(image, { space })).toEqual(colourHistogram(rgb, { space }));
  });

  it('refuses alpha, millions of numbers and unknown spaces, and says what to do', () => {
    const alpha = imageFrom(new Uint8Array(4), { width: 1, height: 1, channels: 4 });
    expect(() => colourHistogram(alpha)).toThrow(/1 \(grey\) or 3 \(RGB\).*4.*Flatten/);
    expect(() => colourHistogram(four, { bins: 64, grid: 5 })).toThrow(
      expect.objectContaining({ code: 'LIMIT', message: expect.stringContaining('6553600') }),
    );
    expect(() => colourHistogramExtractor.extract(four, { space: 'cmyk' })).toThrow(/rgb, hsv, lab.*'cmyk'/);
  });

  it('is 512 numbers of sum 1 by default, for the flat image as well', () => {
    for (const image of Object.values(images)) {
      const vector = colourHistogramExtractor.extract(image);
      expect(vector).toHaveLength(512);
      expect(vector.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    }
  });
});

describe('gridCells', () => {
  it('covers every pixel once, with cells that differ by at most one pixel a side', () => {
    const length = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(length, length, fc.integer({ min: 1, max: 6 }), (width, height, grid) => {
        const seen = new Uint8Array(width * height);
        const cells = gridCells({ width, height }, grid);
        for (const { left, right, top, bottom } of cells)
          for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) seen[y * width + x]!++;
        expect(cells).toHaveLength(grid * grid);
        expect(seen.every((n) => n === 1)).toBe(true);
        const widths = cells.map((cell) => cell.right - cell.left);
        expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
