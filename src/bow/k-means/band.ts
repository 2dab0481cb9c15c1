/** What each word came to in one iteration, over the points of a band. */
export interface Assigned {
  /** The sum of each word's points, `[words, length]`, exact: the order in which they were added does not show. */
  readonly sums: Uint32Array | Float64Array;
  readonly counts: Int32Array;
  /** How many points went to another word. */
  readonly moved: number;
}

/**
 * Some of the points of a k-means, which one thread holds in its own memory. What bands answer is exact, or rounded to a
 * grid on which sums are (`gridsOf`), so that added up it is the same however the points are shared out.
 */
export interface Band {
  readonly count: number;
  /** The sum of the points' squared lengths. */
  readonly squares: number;
  /**
   * Gives each point its nearest word. Of equally near ones it keeps the one it has, else takes the lowest; uint8 is
   * compared with words rounded to 1 / 128 (`byteScale`).
   */
  assign(centroids: Float32Array): Assigned;
  /** Squared distance of each point from its word as last assigned; a view of the moment. */
  distances(): Float64Array;
  /**
   * Lowers each point's squared distance to the nearest of all centres so far. `centres`: flat rows, numbered from
   * `first`; number 0 begins anew.
   * @returns sums of these distances, one for every `SUMMED` points.
   */
  approach(centres: Float32Array, first: number): Float64Array;
  /** What `approach` came to: distances, and the number of the nearest centre; views of the moment. */
  approached(): { readonly distances: Float64Array; readonly nearest: Int32Array };
  /** The numbers of a point. */
  point(index: number): ArrayLike<number>;
}

/** Points that `approach` sums up together. */
export const SUMMED = 1024;
