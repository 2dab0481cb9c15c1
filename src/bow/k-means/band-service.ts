import { type Assigned, type Band, SUMMED } from './band.js';

/** A point, where it is, and how far from its word. */
export interface FarPoint {
  readonly index: number;
  readonly distance: number;
  readonly point: Float32Array;
}

/**
 * What k-means asks of a band. Questions and answers are plain data, so that they can cross to another thread and back.
 * Points are numbered within the band.
 */
export class BandService {
  readonly #band: Band;
  readonly #weights: ArrayLike<number> | undefined;
  #totals: Float64Array = new Float64Array(0);

  /** @param weights how often each point counts when centres are drawn. Default: once. */
  constructor(band: Band, weights?: ArrayLike<number>) {
    this.#band = band;
    this.#weights = weights;
  }

  assign(centroids: Float32Array): Assigned {
    return this.#band.assign(centroids);
  }

  squares(): number {
    return this.#band.squares;
  }

  /** The farthest points from their words, the farthest first, of equals the first. */
  farthest(most: number): FarPoint[] {
    const distances = this.#band.distances();
    const found: { index: number; distance: number }[] = [];
    for (let index = 0; index < distances.length; index++) {
      const distance = distances[index]!;
      if (found.length === most && distance <= found.at(-1)!.distance) continue;
      let at = found.length;
      while (at > 0 && found[at - 1]!.distance < distance) at--;
      found.splice(at, 0, { index, distance });
      if (found.length > most) found.pop();
    }
    return found.map((far) => ({ ...far, point: this.point(far.index) }));
  }

  point(index: number): Float32Array {
    return Float32Array.from(this.#band.point(index));
  }

  /** Takes more centres into account. @returns the sum of all points' squared distances, by weight. */
  approach({ centres, first }: { centres: Float32Array; first: number }): number {
    this.#totals = this.#weighted(this.#band.approach(centres, first));
    return this.#totals.reduce((sum, total) => sum + total, 0);
  }

  /**
   * The points at positions, in ascending order, along the line on which each is as long as its squared distance from
   * the centres so far times its weight.
   */
  drawn(positions: Float64Array): { index: number; point: Float32Array }[] {
    const { distances } = this.#band.approached();
    let passed = 0;
    let block = 0;
    return Array.from(positions, (position) => {
      while (passed + this.#totals[block]! <= position) passed += this.#totals[block++]!;
      let index = block * SUMMED;
      for (let at = passed + this.#length(distances, index); at <= position; )
        at += this.#length(distances, ++index);
      return { index, point: this.point(index) };
    });
  }

  /** How many points are nearest to each of the centres so far. */
  popularity(centres: number): Int32Array {
    const counts = new Int32Array(centres);
    for (const centre of this.#band.approached().nearest) counts[centre]!++;
    return counts;
  }

  #length(distances: Float64Array, index: number): number {
    return this.#weights ? distances[index]! * this.#weights[index]! : distances[index]!;
  }

  #weighted(totals: Float64Array): Float64Array {
    if (this.#weights === undefined) return totals;
    const { distances } = this.#band.approached();
    return totals.map((_, block) => {
      let sum = 0;
      const end = Math.min((block + 1) * SUMMED, distances.length);
      for (let index = block * SUMMED; index < end; index++) sum += this.#length(distances, index);
      return sum;
    });
  }
}
