import { describe, expect, it } from 'vitest';
import { drawFmp } from '../../src/draw/fmp.js';
import { poolInSteps } from '../../src/nn/fmp/pool-in-steps.js';
import { paint, pixel } from './images.js';

const board = paint(12, 8, (x, y) => [(x * 20) % 256, (y * 30) % 256, (x + y) % 2 === 0 ? 250 : 5]);

describe('poolInSteps', () => {
  it('gives the maxima of the regions that it tells, of every colour by itself', async () => {
    const config = { steps: 2, seed: 3, ratio: 1.5, overlapping: false };
    const steps = await poolInSteps(board, config);
    expect(steps.map(({ image }) => [image.width, image.height])).toEqual([
      [8, 5],
      [5, 3],
    ]);
    let before = board;
    for (const { image, rows, columns } of steps) {
      for (let y = 0; y < image.height; y++)
        for (let x = 0; x < image.width; x++) {
          const most = [0, 0, 0];
          for (let r = rows[2 * y]!; r <= rows[2 * y + 1]!; r++)
            for (let c = columns[2 * x]!; c <= columns[2 * x + 1]!; c++)
              pixel(before, c, r).forEach((value, channel) => {
                most[channel] = Math.max(most[channel]!, value);
              });
          expect(pixel(image, x, y)).toEqual(most);
        }
      before = image;
    }
    expect(await poolInSteps(board, config)).toEqual(steps);
    expect(await poolInSteps(board, { ...config, seed: 4 })).not.toEqual(steps);
  });
});

describe('drawFmp', () => {
  it('shows the image and what every step leaves of it, in rows of at most four', async () => {
    const { image, overlay, caption } = await drawFmp(board, { steps: 4, ratio: 1.3 });
    expect(caption).toContain('12×8, 9×6, 7×5, 5×4, 4×3: random overlapping regions, ratio 1.3');
    for (const size of ['12×8', '9×6', '7×5', '5×4', '4×3']) expect(overlay).toContain(`>${size}<`);
    expect(image.width).toBe(2 * 16 + 3 * 336 + 2 * 40);
    // The first panel fills its room: pixels of 28×28.
    expect(pixel(image, 16 + 5 * 28 + 14, 16 + 3 * 28 + 14)).toEqual(pixel(board, 5, 3));
  });

  it('draws edges between disjoint regions, and through the shared pixels of overlapping ones', async () => {
    const disjoint = await drawFmp(board, { steps: 1, overlapping: false, sequence: 'pseudorandom' });
    const overlapping = await drawFmp(board, { steps: 1, sequence: 'pseudorandom' });
    const edges = ({ overlay }: { overlay?: string }) =>
      [...overlay!.matchAll(/M([\d.]+) 0v/g)].map(([, x]) => Number(x) / 28);
    expect(edges(disjoint).length).toBeGreaterThan(0);
    expect(edges(disjoint).every(Number.isInteger)).toBe(true);
    expect(edges(overlapping).every((edge) => edge % 1 === 0.5)).toBe(true);
  });

  it('frames one pixel of the last image, and in the first all that it was computed from', async () => {
    const { overlay } = await drawFmp(board, { steps: 1, ratio: 2, overlapping: false });
    const frames = [...overlay!.matchAll(/<rect x="\d+" y="\d+" width="(\d+)" height="(\d+)"/g)];
    const sizes = frames.map(([, width, height]) => [Number(width), Number(height)]);
    // Each is two strokes: 2×2 pixels of 28, and the one of 56 that came of them.
    expect(sizes).toEqual([...Array(4)].map(() => [56, 56]));
  });

  it('makes larger images smaller first, and refuses more steps than there are pixels for', async () => {
    const { caption } = await drawFmp(
      paint(200, 100, () => 90),
      { pixels: 20, steps: 1 },
    );
    expect(caption).toContain('20×10, 14×7');
    await expect(drawFmp(board, { steps: 20 })).rejects.toMatchObject({ code: 'BAD_SHAPE' });
    await expect(drawFmp(board, { ratio: 2.5 })).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });
});
