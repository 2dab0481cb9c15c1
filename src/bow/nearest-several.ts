import { hasKernels } from '../kernels/kernels.js';
import { squaredDistanceKernel } from '../kernels/row-pairs.js';

/** Flat matrices whose rows have `length` numbers. */
interface Rows {
  readonly descriptors: Float32Array;
  readonly centroids: Float32Array;
  readonly length: number;
}

/** The nearest words of each descriptor, the nearest first: `[descriptors, count]`, flat. */
export interface NearestSeveral {
  readonly words: Int32Array;
  /** Squared Euclidean distances. */
  readonly distances: Float64Array;
}

/** Descriptors that are measured at once. */
const BLOCK = 256;

/**
 * The `count` nearest centroids of each descriptor, measured in float64; of equally near ones the lower index comes
 * first. There must be at least `count` centroids.
 */
export function nearestSeveral(
  { descriptors, centroids, length }: Rows,
  { count }: { count: number },
): NearestSeveral {
  const total = length === 0 ? 0 : descriptors.length / length;
  const words = new Int32Array(total * count);
  const distances = new Float64Array(total * count).fill(Infinity);
  for (let from = 0; from < total; from += BLOCK) {
    const block = descriptors.subarray(from * length, (from + BLOCK) * length);
    const measured = squaredDistances({ a: block, b: centroids, length });
    const width = centroids.length / length;
    for (let i = 0; i < block.length / length; i++) {
      const at = (from + i) * count;
      const nearest = {
        words: words.subarray(at, at + count),
        distances: distances.subarray(at, at + count),
      };
      for (let word = 0; word < width; word++) insert(nearest, word, measured[i * width + word]!);
    }
  }
  return { words, distances };
}

/** Puts a word in its place among the nearest so far, behind those as near. */
function insert({ words, distances }: NearestSeveral, word: number, distance: number): void {
  let place = words.length;
  while (place > 0 && distance < distances[place - 1]!) place--;
  if (place === words.length) return;
  words.copyWithin(place + 1, place, words.length - 1);
  distances.copyWithin(place + 1, place, distances.length - 1);
  words[place] = word;
  distances[place] = distance;
}

function squaredDistances(pairs: { a: Float32Array; b: Float32Array; length: number }): Float64Array {
  return hasKernels() ? squaredDistanceKernel(pairs) : squaredDistancesInOrder(pairs);
}

/** As the kernel, without it. */
export function squaredDistancesInOrder({
  a,
  b,
  length,
}: {
  a: Float32Array;
  b: Float32Array;
  length: number;
}): Float64Array {
  const columns = b.length / length;
  return Float64Array.from({ length: (a.length / length) * columns }, (_, at) => {
    const i = Math.floor(at / columns) * length;
    const j = (at % columns) * length;
    let sum = 0;
    for (let k = 0; k < length; k++) sum += (a[i + k]! - b[j + k]!) ** 2;
    return sum;
  });
}
