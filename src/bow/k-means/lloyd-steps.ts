import { type NdArray, takeRows } from '../../core/ndarray.js';
import type { Assigned } from './band.js';
import type { FarPoint } from './band-service.js';
import { groupWords } from './group-words.js';
import { askAll, type Steps } from './steps.js';

/** What k-means came to. */
export interface Clustering {
  /** `[words, length]` */
  readonly centroids: NdArray<Float32Array>;
  readonly iterations: number;
  /** False when `maxIterations` came first. */
  readonly converged: boolean;
  /** Sum of the squared distances between descriptors and their nearest centroids. */
  readonly inertia: number;
}

/** When to stop. */
export interface StopOptions {
  readonly maxIterations: number;
  /** Stop when the inertia falls by less than this share of itself in one iteration; 0: when no point moves. */
  readonly tolerance: number;
}

/** Lloyd's iterations over bands: what `kMeans` says. */
export function* lloydSteps(
  start: NdArray<Float32Array>,
  { maxIterations, tolerance }: StopOptions,
): Steps<Clustering> {
  const order = groupWords(start);
  const centroids = takeRows(start, order);
  const squares = (yield* askAll('squares')).reduce((a, b) => a + b);
  let before = Infinity;
  let iterations = 0;
  let converged = false;
  let assigned = merged(yield* askAll('assign', centroids.data));
  while (!converged && iterations < maxIterations) {
    iterations++;
    const inertia = squares - explained(assigned, start.shape[1]!);
    const empty = moveToMeans(centroids, assigned);
    if (empty.length > 0) yield* refill(centroids, empty);
    assigned = merged(yield* askAll('assign', centroids.data));
    converged = empty.length === 0 && (assigned.moved === 0 || before - inertia < tolerance * inertia);
    before = inertia;
  }
  const inertia = Math.max(0, inertiaOf(centroids, assigned, squares));
  return { centroids: inOrder(centroids, order), iterations, converged, inertia };
}

/** The centroids in the order in which they were given. */
function inOrder(centroids: NdArray<Float32Array>, order: Int32Array): NdArray<Float32Array> {
  const places = new Int32Array(order.length);
  order.forEach((word, place) => {
    places[word] = place;
  });
  return takeRows(centroids, places);
}

function merged([first, ...others]: readonly Assigned[]): Assigned {
  const { sums, counts } = first!;
  let { moved } = first!;
  for (const other of others) {
    for (let i = 0; i < sums.length; i++) sums[i]! += other.sums[i]!;
    for (let i = 0; i < counts.length; i++) counts[i]! += other.counts[i]!;
    moved += other.moved;
  }
  return { sums, counts, moved };
}

/** Moves each centroid to the mean of its points; the words that have none stay, and are returned. */
function moveToMeans({ data, shape }: NdArray<Float32Array>, { sums, counts }: Assigned): number[] {
  const length = shape[1]!;
  const empty: number[] = [];
  counts.forEach((count, word) => {
    if (count === 0) empty.push(word);
    else for (let i = word * length; i < (word + 1) * length; i++) data[i] = sums[i]! / count;
  });
  return empty;
}

/**
 * Moves words without points onto the points farthest from theirs, as scikit-learn does; of equal points only one is
 * taken, and words for which there is none left wait for the next iteration.
 */
function* refill({ data, shape }: NdArray<Float32Array>, empty: readonly number[]): Steps<void> {
  const length = shape[1]!;
  const each = yield* askAll('farthest', empty.length);
  const far = each.flat().sort(byDistance).slice(0, empty.length);
  const taken = new Set<string>();
  const waiting = [...empty];
  for (const { point, distance } of far) {
    const key = Array.prototype.join.call(point);
    if (waiting.length === 0 || distance === 0 || taken.has(key)) continue;
    taken.add(key);
    data.set(point, waiting.shift()! * length);
  }
}

/** The bands' lists follow one another, so that of equals the first point of all stays first. */
const byDistance = (a: FarPoint, b: FarPoint): number => b.distance - a.distance;

/** Σ|s|²/n over the words: what is left of Σ|x|² without it are the squared distances from the words' means. */
function explained({ sums, counts }: Assigned, length: number): number {
  let total = 0;
  counts.forEach((count, word) => {
    let square = 0;
    for (let i = word * length; i < (word + 1) * length; i++) square += sums[i]! ** 2;
    if (count > 0) total += square / count;
  });
  return total;
}

/** Σ|x − c|² = Σ|x|² − 2 Σ s·c + Σ n|c|². */
function inertiaOf(
  { data, shape }: NdArray<Float32Array>,
  { sums, counts }: Assigned,
  squares: number,
): number {
  const length = shape[1]!;
  let inertia = squares;
  counts.forEach((count, word) => {
    let difference = 0;
    for (let i = word * length; i < (word + 1) * length; i++)
      difference += data[i]! * (count * data[i]! - 2 * sums[i]!);
    inertia += difference;
  });
  return inertia;
}
