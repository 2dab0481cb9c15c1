import type { NdArray } from '../../core/ndarray.js';
import { BandService } from './band-service.js';
import { type Grids, gridsOf } from './grids.js';
import { type Clustering, lloydSteps } from './lloyd-steps.js';
import { withBand } from './open-band.js';
import { type Points, pointsOf } from './points.js';
import { seedSteps, tooFewDifferent } from './seed-steps.js';
import { type Bands, runHere, runInBands, type Steps } from './steps.js';

/** Options of `kMeans`. */
export interface KMeansOptions {
  readonly words: number;
  /** Of the first centroids. Default 0. */
  readonly seed?: number;
  /** Centroids to begin with, `[words, length]`. Default: drawn, seeded. */
  readonly start?: NdArray<Float32Array>;
  /** Default 25. */
  readonly maxIterations?: number;
  /** Stop when an iteration lowers the inertia by less than this share of it; 0: when no descriptor moves. Default 1e-4. */
  readonly tolerance?: number;
}

/** Hands out points to threads. */
export type OpenBands = (points: Points, grids: Grids) => Promise<Bands>;

/**
 * k-means clustering of many descriptors.
 *
 * 1. First centroids: k-means++ up to 1024 words, k-means‖ beyond (`seedSteps`), or those given.
 * 2. Each descriptor joins its nearest centroid, and keeps the one it has when another is equally near. Most need not
 *    be compared with most: they keep bounds on their distances, one for each group of centroids.
 * 3. Each centroid becomes the mean of those that joined it. One that none joined is moved onto the descriptor farthest
 *    from its own.
 * 4. Until an iteration lowers the inertia by less than `tolerance` of it, no descriptor moves, or `maxIterations`.
 *
 * Whole numbers from 0 to 255, in whatever array, are taken as bytes: distances are measured from centroids rounded to
 * 1/128, the centroids themselves are not rounded. Sums are exact (bytes) or of numbers rounded to a grid so fine that
 * their sums are, hence the same result for any number of threads, and with or without kernels.
 *
 * Sources: Lloyd 1982, doi:10.1109/TIT.1982.1056489; Arthur & Vassilvitskii, "k-means++", SODA 2007; Ding et al.,
 * "Yinyang k-means", ICML 2015. Differences from Yinyang: groups are of equal size, 16 centroids (more above 4096), and
 * come from halving the first centroids along principal axes (`groupWords`); a group is measured as a whole.
 *
 * @throws BAD_DATA for NaN or infinity, and for fewer different descriptors than words; LIMIT above 2²⁴ descriptors.
 */
export function kMeans(descriptors: NdArray<Uint8Array | Float32Array>, options: KMeansOptions): Clustering {
  const points = pointsOf(descriptors);
  expectEnough(points, options.words);
  const all = steps(points, options, [points.count]);
  return withBand(points, (band) => runHere(all, new BandService(band)));
}

/** As `kMeans`, in threads; the result is the same. */
export async function kMeansInBands(
  descriptors: NdArray<Uint8Array | Float32Array>,
  options: KMeansOptions & { readonly openBands: OpenBands },
): Promise<Clustering> {
  const points = pointsOf(descriptors);
  expectEnough(points, options.words);
  const bands = await options.openBands(points, gridsOf(points));
  try {
    return await runInBands(steps(points, options, bands.counts), bands);
  } finally {
    await bands.close();
  }
}

function* steps(
  { length }: Points,
  { words, seed = 0, start, maxIterations = 25, tolerance = 1e-4 }: KMeansOptions,
  counts: readonly number[],
): Steps<Clustering> {
  const first = start ?? (yield* seedSteps({ words, length, seed, counts }));
  return yield* lloydSteps(first, { maxIterations, tolerance });
}

function expectEnough({ count }: Points, words: number): void {
  if (count < words) throw tooFewDifferent(words, count);
}
