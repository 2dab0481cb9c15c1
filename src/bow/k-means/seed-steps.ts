import { FoveaError } from '../../core/errors.js';
import type { NdArray } from '../../core/ndarray.js';
import { Random } from '../../core/random.js';
import { BandService } from './band-service.js';
import { withBand } from './open-band.js';
import { askAll, askOne, runHere, type Steps } from './steps.js';

/** First centroids to draw, and from what. */
export interface SeedOptions {
  readonly words: number;
  readonly length: number;
  readonly seed: number;
  /** How many points each band holds. */
  readonly counts: readonly number[];
}

/** Above so many words they are drawn by k-means‖. */
const MOST_BY_PLUS_PLUS = 1024;

/** Rounds of k-means‖, and how many candidates each draws for a word. */
const ROUNDS = 5;
const OVERSAMPLING = 0.5;

/** The first centroids: by `plusPlus` up to 1024, by `parallel` beyond. */
export function* seedSteps(options: SeedOptions): Steps<NdArray<Float32Array>> {
  return yield* options.words <= MOST_BY_PLUS_PLUS ? plusPlus(options) : parallel(options);
}

/**
 * k-means++: the first uniformly, each next with probability in proportion to its squared distance from the nearest so
 * far, so that no two are equal.
 */
function* plusPlus({ words, length, seed, counts }: SeedOptions): Steps<NdArray<Float32Array>> {
  const random = new Random(seed);
  const data = new Float32Array(words * length);
  data.set(yield* uniformly(counts, random));
  for (let word = 1; word < words; word++) {
    const centres = data.subarray((word - 1) * length, word * length);
    const totals = yield* askAll('approach', { centres, first: word - 1 });
    const [point] = yield* inProportion(totals, { draws: 1, random });
    if (point === undefined) throw tooFewDifferent(words, word);
    data.set(point, word * length);
  }
  return { data, shape: [words, length] };
}

/**
 * k-means‖ (Bahmani et al., VLDB 2012, doi:10.14778/2180912.2180915): five rounds each draw half as many candidates as
 * words, independently of one another, in proportion to their squared distances from all before; candidates count as
 * often as points are nearest to them, and k-means++ draws the words from these.
 * Differences from the paper: a round draws its number with replacement (the paper's "exact ℓ") and drops repetitions.
 */
function* parallel({ words, length, seed, counts }: SeedOptions): Steps<NdArray<Float32Array>> {
  const random = new Random(seed);
  const candidates = [yield* uniformly(counts, random)];
  let first = 0;
  for (let round = 0; ; round++) {
    const centres = flat(candidates.slice(first), length);
    const totals = yield* askAll('approach', { centres, first });
    first = candidates.length;
    if (round >= ROUNDS && candidates.length >= words) break;
    const drawn = yield* inProportion(totals, { draws: Math.ceil(OVERSAMPLING * words), random });
    if (drawn.length === 0) break;
    candidates.push(...drawn);
  }
  const weights = (yield* askAll('popularity', candidates.length)).reduce((a, b) =>
    a.map((n, i) => n + b[i]!),
  );
  const points = { data: flat(candidates, length), count: candidates.length, length };
  const among = { words, length, seed: random.integer(0, 2 ** 31 - 1), counts: [points.count] };
  return withBand(points, (band) => runHere(plusPlus(among), new BandService(band, weights)));
}

function flat(points: readonly ArrayLike<number>[], length: number): Float32Array {
  const data = new Float32Array(points.length * length);
  points.forEach((point, i) => {
    data.set(point, i * length);
  });
  return data;
}

function* uniformly(counts: readonly number[], random: Random): Steps<ArrayLike<number>> {
  let index = random.integer(0, counts.reduce((a, b) => a + b) - 1);
  let band = 0;
  while (index >= counts[band]!) index -= counts[band++]!;
  return yield* askOne(band, 'point', index);
}

/** Different points drawn in proportion to their squared distances, in their order; none where all are 0. */
function* inProportion(
  totals: readonly number[],
  { draws, random }: { draws: number; random: Random },
): Steps<ArrayLike<number>[]> {
  const total = totals.reduce((a, b) => a + b);
  if (!(total > 0)) return [];
  const positions = Float64Array.from({ length: draws }, () => random.uniform(0, total)).sort();
  const points: ArrayLike<number>[] = [];
  let passed = 0;
  for (const [band, here] of totals.entries()) {
    const inBand = positions.filter((at) => at >= passed && at < passed + here).map((at) => at - passed);
    const drawn = inBand.length > 0 ? yield* askOne(band, 'drawn', inBand) : [];
    drawn.forEach(({ index, point }, i) => {
      if (i === 0 || index !== drawn[i - 1]!.index) points.push(point);
    });
    passed += here;
  }
  return points;
}

/** What is said where descriptors repeat themselves too often. */
export function tooFewDifferent(words: number, different: number): FoveaError {
  return new FoveaError(
    'BAD_DATA',
    `Expected at least ${words} different descriptors for ${words} words but received ${different}. ` +
      (different < 2 ? 'Use more images.' : `Use at most ${different} words, or more images.`),
  );
}
