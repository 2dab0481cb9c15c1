import { byteScale } from '../../kernels/k-means/byte-format.js';
import { type Assigned, type Band, SUMMED } from './band.js';
import type { Grids } from './grids.js';
import type { Points } from './points.js';
import { squaredDistance } from './squared-distance.js';

/** A band in plain ECMAScript, which measures every word: what the kernels must agree with, bit for bit. */
export class PlainBand implements Band {
  readonly count: number;
  readonly squares: number;
  readonly #points: Points;
  readonly #grids: Grids;
  readonly #labels: Int32Array;
  #words: Words | undefined;
  readonly #distances: Float64Array;
  readonly #nearest: Int32Array;

  constructor(points: Points, grids: Grids) {
    this.count = points.count;
    this.#points = points;
    this.#grids = grids;
    this.#labels = new Int32Array(points.count);
    this.#distances = new Float64Array(points.count);
    this.#nearest = new Int32Array(points.count);
    let squares = 0;
    for (let i = 0; i < points.count; i++) squares += onGrid(squaredLength(this.point(i)), grids.distances);
    this.squares = squares;
  }

  point(index: number): Uint8Array | Float32Array {
    const { data, length } = this.#points;
    return data.subarray(index * length, (index + 1) * length);
  }

  assign(centroids: Float32Array): Assigned {
    const { length, count } = this.#points;
    const words = this.#measured(centroids);
    if (this.#words?.count !== words.count) this.#labels.fill(-1);
    this.#words = words;
    const sums = this.#isBytes
      ? new Uint32Array(words.count * length)
      : new Float64Array(words.count * length);
    const counts = new Int32Array(words.count);
    let moved = 0;
    for (let i = 0; i < count; i++) {
      const word = nearestOf(this.point(i), words, this.#labels[i]!);
      if (word !== this.#labels[i]) moved++;
      this.#labels[i] = word;
      counts[word]!++;
      this.point(i).forEach((value, j) => {
        sums[word * length + j]! += onGrid(value, this.#grids.points);
      });
    }
    return { sums, counts, moved };
  }

  distances(): Float64Array {
    return Float64Array.from(this.#labels, (label, i) => this.#words!.distance(this.point(i), label));
  }

  approach(centres: Float32Array, first: number): Float64Array {
    if (first === 0) this.#distances.fill(Infinity);
    const words = this.#measured(centres);
    const totals = new Float64Array(Math.ceil(this.count / SUMMED));
    for (let i = 0; i < this.count; i++) {
      const nearest = nearestOf(this.point(i), words, -1);
      const distance = onGrid(words.distance(this.point(i), nearest), this.#grids.distances);
      if (distance < this.#distances[i]!) {
        this.#distances[i] = distance;
        this.#nearest[i] = first + nearest;
      }
      totals[Math.floor(i / SUMMED)]! += this.#distances[i]!;
    }
    return totals;
  }

  approached(): { distances: Float64Array; nearest: Int32Array } {
    return { distances: this.#distances, nearest: this.#nearest };
  }

  get #isBytes(): boolean {
    return this.#points.data instanceof Uint8Array;
  }

  #measured(centroids: Float32Array): Words {
    const { length } = this.#points;
    return this.#isBytes ? roundedWords(centroids, length) : exactWords(centroids, length);
  }
}

interface Words {
  readonly count: number;
  distance(point: Uint8Array | Float32Array, word: number): number;
}

function nearestOf(point: Uint8Array | Float32Array, words: Words, current: number): number {
  let nearest = current;
  let least = current < 0 ? Infinity : words.distance(point, current);
  for (let word = 0; word < words.count; word++) {
    const distance = words.distance(point, word);
    if (distance < least) {
      least = distance;
      nearest = word;
    }
  }
  return nearest;
}

function exactWords(centroids: Float32Array, length: number): Words {
  return {
    count: centroids.length / length,
    distance: (point, word) => squaredDistance(point, centroids.subarray(word * length, (word + 1) * length)),
  };
}

/** Words rounded to 1 / scale, and half their squared lengths to whole numbers: all else is whole then. */
function roundedWords(centroids: Float32Array, length: number): Words {
  const scale = byteScale(length);
  const rounded = centroids.map((value) => halfToEven(value * scale));
  const count = centroids.length / length;
  const halves = Float64Array.from({ length: count }, (_, word) => {
    const values = rounded.subarray(word * length, (word + 1) * length);
    return halfToEven(values.reduce((sum, value) => sum + value * value, 0) / (2 * scale));
  });
  return {
    count,
    distance(point, word) {
      let scaled = halves[word]!;
      for (let j = 0; j < length; j++)
        scaled += point[j]! * ((scale / 2) * point[j]! - rounded[word * length + j]!);
      return (Math.max(0, scaled) * 2) / scale;
    },
  };
}

function squaredLength(point: Iterable<number>): number {
  let sum = 0;
  for (const value of point) sum += value * value;
  return sum;
}

function halfToEven(value: number): number {
  const below = Math.floor(value);
  const over = value - below;
  return over > 0.5 || (over === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

const onGrid = (value: number, grid: number): number => value + grid - grid;
