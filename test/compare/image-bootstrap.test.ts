import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageBootstrap } from '../../src/compare/image-bootstrap.js';
import { thinnedRoc } from '../../src/compare/thinned-roc.js';
import { wilsonInterval } from '../../src/compare/wilson-interval.js';

const images = (right: number, total: number, times = 1) =>
  Array.from({ length: total }, (_, i) => ({ right: i < right ? times : 0, tested: times }));

describe('the bootstrap over images', () => {
  it('is about as wide as the binomial says: 80 of 100 right, 80% ± 7.8%', () => {
    const [lower, upper] = imageBootstrap(images(80, 100), { seed: 1 });
    // 1.96 · √(0.8 · 0.2 / 100) = 0.0784
    expect(lower).toBeGreaterThan(0.7);
    expect(lower).toBeLessThan(0.74);
    expect(upper).toBeGreaterThan(0.86);
    expect(upper).toBeLessThan(0.89);
  });

  it('does not take several tests of one image for several images', () => {
    expect(imageBootstrap(images(80, 100, 10), { seed: 1 })).toEqual(
      imageBootstrap(images(80, 100), { seed: 1 }),
    );
  });

  it("is Wilson's where everything was right, or wrong", () => {
    expect(imageBootstrap(images(40, 40, 3), { seed: 1 })).toEqual(wilsonInterval(40, 40));
    expect(imageBootstrap(images(0, 40), { seed: 1 })).toEqual(wilsonInterval(0, 40));
  });

  it('comes out the same for one seed', () => {
    expect(imageBootstrap(images(13, 30), { seed: 4 })).toEqual(imageBootstrap(images(13, 30), { seed: 4 }));
    expect(imageBootstrap(images(13, 30), { seed: 5 })).not.toEqual(
      imageBootstrap(images(13, 30), { seed: 4 }),
    );
  });
});

describe('a curve thinned for drawing', () => {
  it('has few points, both ends, and stays ascending and close', () => {
    const steps = fc.array(fc.boolean(), { minLength: 2, maxLength: 2000 });
    fc.assert(
      fc.property(steps, (ups) => {
        const rises = ups.filter(Boolean).length || 1;
        const runs = ups.length - ups.filter(Boolean).length || 1;
        let [x, y] = [0, 0];
        const points = [[0, 0], ...ups.map((up) => (up ? [x, ++y] : [++x, y]))];
        const curve = {
          falsePositiveRate: [...points.map((point) => point[0]! / runs), 1],
          truePositiveRate: [...points.map((point) => point[1]! / rises), 1],
        };
        const thin = thinnedRoc(curve);
        expect(thin.falsePositiveRate.length).toBeLessThanOrEqual(64);
        for (const values of [thin.falsePositiveRate, thin.truePositiveRate]) {
          expect([values[0], values.at(-1)]).toEqual([0, 1]);
          expect(values).toEqual(values.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is left alone where it has few points already', () => {
    const curve = { falsePositiveRate: [0, 0, 0.25, 1], truePositiveRate: [0, 0.5, 1, 1] };
    expect(thinnedRoc(curve)).toEqual(curve);
  });
});
