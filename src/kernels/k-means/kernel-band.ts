import type { Arena } from '../arena.js';
import type { Kernels } from '../kernels.js';
import { type PointMemory, SearchMemory } from './band-memory.js';
import { byteFormat } from './byte-format.js';
import { floatFormat } from './float-format.js';
import type { Grids, KMeansKernels, PointFormat } from './point-format.js';
import { putRows } from './put-rows.js';

/**
 * Points of one call, and of one sum: few enough that V8 soon goes over to better code, which it does between calls
 * only.
 */
const CHUNK = 1024;

const BOUND_BYTES = 256 * 2 ** 20;

/** Where and how a band is kept. */
export interface KernelBandOptions {
  readonly kernels: Kernels<KMeansKernels>;
  /** Of a point. */
  readonly length: number;
  readonly grids: Grids;
  /** Memory for bounds at most: with less, more words share one. Default 256 MB. */
  readonly boundBytes?: number;
}

/** Points, flat rows of `length` numbers, in the kernels' memory for as long as that lasts. Documented as `Band` of bow/k-means. */
export class KernelBand {
  readonly count: number;
  readonly squares: number;
  readonly #length: number;
  readonly #boundBytes: number;
  readonly #arena: Arena;
  readonly #format: PointFormat;
  readonly #points: PointMemory;
  readonly #approached: { readonly distances: number; readonly nearest: number };
  readonly #mark: number;
  #search: SearchMemory | undefined;

  constructor(data: Numbers, { kernels, length, grids, boundBytes = BOUND_BYTES }: KernelBandOptions) {
    const { exports, arena } = kernels;
    const stride = 16 * Math.ceil(length / 16);
    const count = data.length / length;
    this.#format =
      data instanceof Uint8Array
        ? byteFormat(exports, stride)
        : floatFormat(exports, { arena, stride, grids });
    this.count = count;
    this.#length = length;
    this.#boundBytes = boundBytes;
    this.#arena = arena;
    const points = arena.allocate(this.#format.pointBytes * count * stride);
    const squares = arena.allocate(this.#format.squareBytes * count);
    this.#approached = { distances: arena.allocate(8 * count), nearest: arena.allocate(4 * count) };
    putRows(data, rowsAt(arena, points, { data, numbers: count * stride }), { length, stride });
    this.squares = this.#format.square(arena, points, squares, count);
    this.#points = { points, squares, count, stride };
    this.#mark = arena.mark();
  }

  assign(centroids: Float32Array): { sums: Uint32Array | Float64Array; counts: Int32Array; moved: number } {
    const words = centroids.length / this.#length;
    if (this.#search?.words.count !== words) this.#open(words);
    const moved = this.#run(centroids);
    const { sums, counts } = this.#search!;
    const { stride } = this.#points;
    const padded = this.#format.sums(this.#arena, sums, words * stride);
    return {
      sums: withoutPadding(padded, { length: this.#length, stride }),
      counts: this.#arena.i32(counts, words).slice(),
      moved,
    };
  }

  /** Squared distances of all points from their words as they were last assigned. */
  distances(): Float64Array {
    const { band, distances } = this.#search!;
    for (let from = 0; from < this.count; from += CHUNK)
      this.#format.own(band, from, Math.min(from + CHUNK, this.count), distances);
    return this.#arena.f64(distances, this.count);
  }

  approach(centres: Numbers, first: number): Float64Array {
    const { distances } = this.approached();
    if (first === 0) distances.fill(Infinity);
    return centres.length === this.#length
      ? this.#approachOne(centres, first)
      : this.#approachMany(Float32Array.from(centres), first);
  }

  approached(): { distances: Float64Array; nearest: Int32Array } {
    const { distances, nearest } = this.#approached;
    return {
      distances: this.#arena.f64(distances, this.count),
      nearest: this.#arena.i32(nearest, this.count),
    };
  }

  point(index: number): Numbers {
    const { points, stride } = this.#points;
    const at = points + this.#format.pointBytes * index * stride;
    return this.#format.pointBytes === 1
      ? this.#arena.u8(at, this.#length)
      : this.#arena.f32(at, this.#length);
  }

  #approachOne(centre: Numbers, mark: number): Float64Array {
    const { stride } = this.#points;
    const { distances, nearest } = this.#approached;
    this.#arena.release(this.#mark);
    this.#search = undefined;
    const padded = this.#format.pointBytes === 1 ? new Uint8Array(stride) : new Float32Array(stride);
    padded.set(centre);
    const at = this.#arena.put(padded);
    const band = this.#arena.put(Int32Array.of(0, 0, this.#points.points, stride));
    return this.#sums((from, to) => this.#format.lower(band, from, to, at, mark, distances, nearest));
  }

  /** A search of its own among the centres, and a point goes to the nearest if it is nearer than all before. */
  #approachMany(centres: Float32Array, first: number): Float64Array {
    this.#open(centres.length / this.#length);
    this.#run(centres);
    const found = this.distances();
    const labels = this.#arena.i32(this.#search!.labels, this.count);
    const { distances, nearest } = this.approached();
    return this.#sums((from, to) => {
      let sum = 0;
      for (let i = from; i < to; i++) {
        const distance = this.#format.onGrid(found[i]!);
        if (distance < distances[i]!) {
          distances[i] = distance;
          nearest[i] = first + labels[i]!;
        }
        sum += distances[i]!;
      }
      return sum;
    });
  }

  #sums(sumOf: (from: number, to: number) => number): Float64Array {
    return Float64Array.from({ length: Math.ceil(this.count / CHUNK) }, (_, i) =>
      sumOf(i * CHUNK, Math.min((i + 1) * CHUNK, this.count)),
    );
  }

  #open(words: number): void {
    this.#arena.release(this.#mark);
    this.#search = new SearchMemory(this.#arena, this.#points, {
      format: this.#format,
      words,
      boundBytes: this.#boundBytes,
    });
  }

  #run(centroids: Float32Array): number {
    const { words, band } = this.#search!;
    const { stride } = this.#points;
    putRows(centroids, this.#arena.f32(words.given, words.count * stride), { length: this.#length, stride });
    this.#search!.update(this.#format.pack(words));
    let moved = 0;
    for (let from = 0; from < this.count; from += CHUNK)
      moved += this.#format.assign(band, from, Math.min(from + CHUNK, this.count));
    return moved;
  }
}

type Numbers = Uint8Array | Float32Array;

function rowsAt(arena: Arena, at: number, { data, numbers }: { data: Numbers; numbers: number }): Numbers {
  return data instanceof Uint8Array ? arena.u8(at, numbers) : arena.f32(at, numbers);
}

/** A copy of rows of `stride` numbers that keeps the first `length` of each. */
function withoutPadding(
  rows: Uint32Array | Float64Array,
  { length, stride }: { length: number; stride: number },
): Uint32Array | Float64Array {
  if (length === stride) return rows.slice();
  return rows.filter((_, i) => i % stride < length);
}
