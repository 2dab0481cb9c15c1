import type { Arena } from '../arena.js';

/** The exports of kernels/k-means/. */
export interface KMeansKernels {
  squareBytes(rows: number, count: number, stride: number, halfScale: number, squares: number): void;
  squareFloats(rows: number, count: number, stride: number, squares: number): void;
  packBytes(words: number, count: number, padded: number, stride: number, ...rest: number[]): void;
  packFloats(words: number, count: number, padded: number, stride: number, ...rest: number[]): void;
  assignBytes(band: number, from: number, to: number): number;
  assignFloats(band: number, from: number, to: number): number;
  ownBytes(band: number, from: number, to: number, distances: number): void;
  ownFloats(band: number, from: number, to: number, distances: number): void;
  lowerBytes(band: number, from: number, to: number, centre: number, ...rest: number[]): number;
  lowerFloats(band: number, from: number, to: number, centre: number, ...rest: number[]): number;
}

/** Where words are in the arena, before and after they are packed. */
export interface WordMemory {
  readonly count: number;
  /** With those that fill the last group. */
  readonly padded: number;
  /** Float32, `[count][stride]`. */
  readonly given: number;
  readonly rows: number;
  readonly panels: number;
  readonly halves: number;
  /** How far each went when it was packed, float64. */
  readonly moves: number;
}

/** What the search must know of numbers: see kernels/k-means/band.ts. */
export interface Precision {
  readonly unit: number;
  readonly error: number;
  readonly errorOfLength: number;
  /** No point is farther from any word. */
  readonly reach: number;
}

/** What differs between points of uint8 and of float32: sizes in bytes, and the kernels that serve them. */
export interface PointFormat {
  readonly pointBytes: number;
  readonly squareBytes: number;
  readonly wordBytes: number;
  readonly sumBytes: number;
  /** Scratch memory of a point of a block. */
  readonly packedBytes: number;
  /** Writes the square of each of `count` points. Returns the sum of the squared lengths, exact. */
  square(arena: Arena, points: number, squares: number, count: number): number;
  pack(words: WordMemory): Precision;
  sums(arena: Arena, at: number, numbers: number): Uint32Array | Float64Array;
  /** A squared distance rounded so that sums of them are exact. */
  onGrid(distance: number): number;
  readonly assign: KMeansKernels['assignBytes'];
  readonly own: KMeansKernels['ownBytes'];
  readonly lower: KMeansKernels['lowerBytes'];
}

/** Steps between the numbers that sums of points and of squared distances are rounded to, as what is added and taken. */
export interface Grids {
  readonly points: number;
  readonly distances: number;
}
