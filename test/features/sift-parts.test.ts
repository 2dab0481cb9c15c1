import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fastAtan2 } from '../../src/features/sift/fast-atan2.js';
import { gaussianBlur, gaussianTaps } from '../../src/features/sift/gaussian-blur.js';
import { doubled, halved, type Plane } from '../../src/features/sift/plane.js';
import { roundHalfEven } from '../../src/features/sift/round-half-even.js';
import { angleBetween } from './sift-goldens.js';
import { copyOf, implementations } from './sift-planes.js';

const plane = (rows: number[][]): Plane => ({
  data: Float32Array.from(rows.flat()),
  width: rows[0]!.length,
  height: rows.length,
});
const rowsOf = ({ data, width, height }: Plane) =>
  Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);

describe.each(implementations)('by the %s', (_, run) => {
  describe('doubled', () => {
    it('mixes neighbours ¾ to ¼ and repeats the edge', () => {
      expect(run((place) => rowsOf(doubled(place(plane([[0, 16]])))))).toEqual([
        [0, 4, 12, 16],
        [0, 4, 12, 16],
      ]);
      expect(run((place) => rowsOf(doubled(place(plane([[0], [16], [0]])))))).toEqual(
        [0, 4, 12, 12, 4, 0].map((v) => [v, v]),
      );
    });
  });

  describe('halved', () => {
    it('keeps every second pixel and drops an odd last one', () => {
      expect(
        run((place) =>
          rowsOf(
            halved(
              place(
                plane([
                  [1, 2, 3, 4, 5],
                  [6, 7, 8, 9, 10],
                  [11, 12, 13, 14, 15],
                ]),
              ),
            ),
          ),
        ),
      ).toEqual([[1, 3]]);
    });
  });

  describe('gaussianBlur', () => {
    it('spreads a single bright pixel into the product of its taps', () => {
      const taps = gaussianTaps(1.2);
      const size = 2 * taps.length + 1;
      const dot = plane(
        Array.from({ length: size }, (_, y) =>
          Array.from({ length: size }, (_, x) => (x === y && x === taps.length ? 1 : 0)),
        ),
      );
      const { data, width } = run((place) => copyOf(gaussianBlur(place(dot), 1.2)));
      const radius = taps.length >> 1;
      for (let i = -radius; i <= radius; i++)
        for (let j = -radius; j <= radius; j++)
          expect(data[(taps.length + i) * width + taps.length + j]).toBeCloseTo(
            taps[radius + i]! * taps[radius + j]!,
            7,
          );
    });

    it('reaches eight sigmas in all, an odd number of taps that add up to 1', () => {
      expect(gaussianTaps(1.6)).toHaveLength(15);
      expect(gaussianTaps(1.2262735)).toHaveLength(11);
      expect(gaussianTaps(2).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    });

    it('mirrors at the border without repeating the edge pixel, even where the mirror is shorter than the reach', () => {
      const pattern = (x: number) => [0, 100, 50][[0, 1, 2, 1][((x % 4) + 4) % 4]!]!;
      const long = plane([Array.from({ length: 61 }, (_, i) => pattern(i - 28))]);
      const blurred = (source: Plane) => run((place) => [...gaussianBlur(place(source), 2).data]);
      expect(blurred(plane([[0, 100, 50]]))).toEqual(blurred(long).slice(28, 31));
    });

    it('leaves an even plane as it is, of any size', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 20 }),
          fc.integer({ min: 1, max: 20 }),
          fc.double({ min: 0.3, max: 5, noNaN: true }),
          (width, height, sigma) => {
            const even = { data: new Float32Array(width * height).fill(100), width, height };
            const { data } = run((place) => copyOf(gaussianBlur(place(even), sigma)));
            expect(data.every((value) => Math.abs(value - 100) < 1e-3)).toBe(true);
          },
        ),
      );
    });
  });
});

describe('fastAtan2', () => {
  it.each([
    [0, 1, 0],
    [1, 1, 45],
    [1, 0, 90],
    [0, -1, 180],
    [-1, 0, 270],
    [-1, 1, 315],
    [0, 0, 0],
  ])('of y %d, x %d is %d degrees', (y, x, angle) => {
    expect(fastAtan2(y, x)).toBeCloseTo(angle, 1);
  });

  it('is within 0.02 degrees of the arctangent, and in 0–360', () => {
    const component = fc.integer({ min: -2000, max: 2000 });
    fc.assert(
      fc.property(component, component, (y, x) => {
        const angle = fastAtan2(y, x);
        expect(angle >= 0 && angle <= 360).toBe(true);
        expect(angleBetween(angle, (Math.atan2(y, x) * 180) / Math.PI + 360)).toBeLessThan(0.02);
      }),
    );
  });
});

describe('roundHalfEven', () => {
  it('takes the even one of two equally near integers', () => {
    expect([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfEven).map((v) => v + 0)).toEqual([
      -2, -2, 0, 0, 2, 2, 2, 3,
    ]);
  });
});
