import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type KMeansOptions, kMeans, kMeansInBands, miniBatchKMeans } from '../../../src/bow/index.js';
import { BandService } from '../../../src/bow/k-means/band-service.js';
import type { OpenBands } from '../../../src/bow/k-means/k-means.js';
import { openBand } from '../../../src/bow/k-means/open-band.js';
import { PlainBand } from '../../../src/bow/k-means/plain-band.js';
import { answer } from '../../../src/bow/k-means/steps.js';
import { type NdArray, ndarray, row, stack } from '../../../src/core/ndarray.js';
import { Random } from '../../../src/core/random.js';

const golden = JSON.parse(
  readFileSync(new URL('../../goldens/bow/kmeans.json', import.meta.url), 'utf8'),
) as {
  points: number[][];
  start: number[][];
  cases: { maxIterations: number; centroids: number[][]; inertia: number }[];
};

type Points = NdArray<Uint8Array | Float32Array>;

/** Bands in this thread, of the given sizes' shares, by kernels or without. */
const bandsOf =
  (parts: number, open = openBand): OpenBands =>
  async ({ data, count, length }, grids) => {
    const ends = Array.from({ length: parts + 1 }, (_, i) => Math.floor((i * i * count) / (parts * parts)));
    const shares = ends.slice(1).map((end, i) => ({
      data: data.slice(ends[i]! * length, end * length),
      count: end - ends[i]!,
      length,
    }));
    const services = shares.map((share) => new BandService(open(share, grids)));
    return {
      counts: shares.map(({ count }) => count),
      ask: async (question) =>
        services
          .filter((_, band) => question.band === undefined || band === question.band)
          // As it would arrive in another thread, and come back from there.
          .map((service) => structuredClone(answer(service, structuredClone(question)))),
      close: async () => undefined,
    };
  };

const random = new Random(8);
const clumps = (count: number, length: number) =>
  Float32Array.from({ length: count * length }, (_, i) => 3 * ((i / length) % 7) + random.normal());
const fractions = ndarray(clumps(1500, 6), [1500, 6]);
const bytes = ndarray(
  Uint8Array.from(clumps(1500, 6), (value) => Math.max(0, 40 + 5 * value)),
  [1500, 6],
);

describe('kMeans', () => {
  it.each(golden.cases)('agrees with scikit-learn after at most $maxIterations iterations', (expected) => {
    const { maxIterations } = expected;
    const start = stack(golden.start);
    const result = kMeans(stack(golden.points), { words: 9, start, maxIterations, tolerance: 0 });
    result.centroids.data.forEach((value, i) => {
      expect(value).toBeCloseTo(expected.centroids.flat()[i]!, 5);
    });
    expect(result.inertia / expected.inertia).toBeCloseTo(1, 5);
    expect(result.converged).toBe(maxIterations === 300);
  });

  it.each<[string, Points, KMeansOptions]>([
    ['fractions', fractions, { words: 30, seed: 2 }],
    ['bytes', bytes, { words: 30, seed: 2 }],
    ['fractions, by k-means‖', fractions, { words: 1030, seed: 3, maxIterations: 3 }],
    ['bytes, by k-means‖', bytes, { words: 1030, seed: 3, maxIterations: 3 }],
  ])(
    'gives the same bytes however %s are shared out, with kernels and without',
    async (_, points, options) => {
      const expected = kMeans(points, options);
      const plain = (...band: ConstructorParameters<typeof PlainBand>) => new PlainBand(...band);
      for (const openBands of [bandsOf(1), bandsOf(2), bandsOf(5), bandsOf(3, plain)])
        expect(await kMeansInBands(points, { ...options, openBands })).toEqual(expected);
    },
    30_000,
  );

  it('takes whole numbers from 0 to 255 as bytes, whatever array they are in', () => {
    const floats = ndarray(Float32Array.from(bytes.data), bytes.shape);
    expect(kMeans(floats, { words: 12 })).toEqual(kMeans(bytes, { words: 12 }));
  });

  it('moves words that no descriptor chooses onto the farthest descriptors, never two onto equal ones', async () => {
    const points = stack([[0], [0], [10.5], [10.5], [30], [31]]);
    const options = { words: 4, start: stack([[12], [900], [901], [902]]), tolerance: 0 };
    const result = kMeans(points, options);
    expect([...result.centroids.data].sort((a, b) => a - b)).toEqual([0, 10.5, 30, 31]);
    expect(result).toMatchObject({ converged: true, inertia: 0 });
    expect(await kMeansInBands(points, { ...options, openBands: bandsOf(3) })).toEqual(result);
  });

  it('stops when the inertia hardly falls any more, or at maxIterations', () => {
    const soon = kMeans(fractions, { words: 40, tolerance: 0.05 });
    const late = kMeans(fractions, { words: 40, tolerance: 0, maxIterations: 100 });
    expect(soon.converged).toBe(true);
    expect(soon.iterations).toBeLessThan(late.iterations);
    expect(soon.inertia).toBeGreaterThan(late.inertia);
    expect(kMeans(fractions, { words: 40, tolerance: 0, maxIterations: 2 })).toMatchObject({
      converged: false,
      iterations: 2,
    });
  });

  it('reports the inertia of its centroids', () => {
    const { centroids, inertia } = kMeans(fractions, { words: 15 });
    let expected = 0;
    for (let i = 0; i < 1500; i++)
      expected += Math.min(
        ...Array.from({ length: 15 }, (_, word) =>
          row(centroids, word).reduce((sum, c, j) => sum + (c - row(fractions, i)[j]!) ** 2, 0),
        ),
      );
    expect(inertia / expected).toBeCloseTo(1, 9);
  });

  it('seeds better than chance: by k-means++ and by k-means‖ the inertia before any step is lower', () => {
    const spread = (i: number) => random.normal(0, i % 80 < 4 ? 100 : 1);
    const points = ndarray(
      Float32Array.from({ length: 16_000 }, (_, i) => spread(i)),
      [4000, 4],
    );
    for (const words of [300, 1100]) {
      const chance = new Random(1).sample(4000, words);
      const start = stack(Array.from(chance, (i) => row(points, i)));
      const inertia = (options: object) => kMeans(points, { words, maxIterations: 0, ...options }).inertia;
      expect(inertia({ seed: 1 })).toBeLessThan(0.8 * inertia({ start }));
    }
  });

  it('refuses fewer different descriptors than words, however they are drawn', () => {
    const few = ndarray(
      Float32Array.from({ length: 3000 }, (_, i) => i % 7),
      [3000, 1],
    );
    expect(kMeans(few, { words: 7 }).inertia).toBe(0);
    for (const words of [8, 1500, 4000])
      expect(() => kMeans(few, { words })).toThrow(
        expect.objectContaining({
          code: 'BAD_DATA',
          message: expect.stringMatching(/at most (7|3000) words/),
        }),
      );
  });

  it('refuses NaN, naming row and column', () => {
    expect(() => kMeans(stack([[1], [Number.NaN]]), { words: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('row 1, column 0') }),
    );
  });
});

describe('miniBatchKMeans', () => {
  const points = ndarray(clumps(6000, 3), [6000, 3]);

  it('comes close to k-means, the same for the same seed', () => {
    const options = { words: 20, seed: 4, maxIterations: 10 };
    const result = miniBatchKMeans(points, options);
    expect(result.inertia / kMeans(points, options).inertia).toBeLessThan(1.1);
    expect(miniBatchKMeans(points, options)).toEqual(result);
    expect(miniBatchKMeans(points, { ...options, seed: 5 }).centroids).not.toEqual(result.centroids);
  });

  it('reports the inertia of all descriptors, and how many batches it took', () => {
    const one = miniBatchKMeans(points, { words: 1, seed: 1, maxIterations: 1 });
    expect(one.iterations).toBe(6);
    expect(one.converged).toBe(false);
    const mean = kMeans(points, { words: 1 });
    expect(one.inertia).toBeGreaterThanOrEqual(mean.inertia);
    expect(one.inertia / mean.inertia).toBeLessThan(1.01);
  });

  it('stops early when its error has long not fallen', () => {
    const still = ndarray(
      Float32Array.from({ length: 5000 }, (_, i) => i % 3),
      [5000, 1],
    );
    expect(miniBatchKMeans(still, { words: 3, seed: 1, maxIterations: 100 })).toMatchObject({
      converged: true,
      inertia: 0,
    });
  });

  it('finds enough different descriptors where a sample has too few, and refuses where there are none', () => {
    const rare = new Float32Array(4000).fill(5);
    rare.set([1, 2, 3], 3990);
    const result = miniBatchKMeans(ndarray(rare, [4000, 1]), { words: 4, seed: 1, maxIterations: 2 });
    expect([...result.centroids.data].sort()).toEqual([1, 2, 3, 5]);
    expect(() => miniBatchKMeans(ndarray(rare, [4000, 1]), { words: 5, seed: 1, maxIterations: 2 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });
});
