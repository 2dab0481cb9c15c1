import type { Arena } from './arena.js';

/** The kernels that screens use. */
export interface ScreenKernels {
  packF32(rows: number, count: number, length: number, panels: number): void;
  scoreF32(x: number, vectors: number, length: number, panels: number, ...rest: number[]): void;
  toWhole(x: number, vectors: number, length: number, whole: number): number;
  packWhole(rows: number, count: number, length: number, scale: number, panels: number): void;
  scoreWhole(whole: number, vectors: number, length: number, panels: number, ...rest: number[]): void;
}

/** Rows in the arena to choose from. */
export interface RowSet {
  readonly rows: number;
  readonly count: number;
  /** `count` up to a multiple of eight. */
  readonly padded: number;
  readonly length: number;
  /** Half the squared length of each row in float32, `padded` of them, Infinity beyond `count`. */
  readonly halves: number;
  /** Length of the longest row. */
  readonly longest: number;
}

/** Scores: half the squared distance of a vector to each row, less half the vector's own squared length. */
export interface Screen {
  /**
   * Scores of the vectors in the block, of which the longest is `longest` long: `[vectors][padded]`; false where this
   * screen does not serve them.
   */
  score(vectors: number, longest: number): boolean;
  /** How wrong a score of a vector of length `own` may be. */
  error(own: number): number;
}

/** Where a screen reads at most `vectors` vectors, and where it leaves their scores. */
export interface Block {
  readonly x: number;
  readonly vectors: number;
  readonly scores: number;
}

/** The unit roundoff of float32. */
const ROUNDOFF = 2 ** -24;

/**
 * In float32, for any numbers. A score is wrong by at most (length + 3)·u·(½|c|² + |x||c|): Higham, "Accuracy and
 * Stability of Numerical Algorithms", section 3.1, and Cauchy-Schwarz. The factor 1.01 covers higher orders.
 */
export function floatScreen(kernels: ScreenKernels, arena: Arena, set: RowSet & { block: Block }): Screen {
  const { rows, count, padded, length, halves, longest, block } = set;
  let panels: number | undefined;
  return {
    score(vectors) {
      if (panels === undefined)
        kernels.packF32(rows, count, length, (panels = arena.allocate(4 * padded * length)));
      kernels.scoreF32(block.x, vectors, length, panels, halves, padded, block.scores);
      return true;
    },
    error: (own) => 1.01 * (length + 4) * ROUNDOFF * (longest ** 2 / 2 + own * longest),
  };
}

/** Vectors up to this length times rows up to 32767 sum up to less than 2³¹, also when the rows are rounded up. */
const LONGEST_WHOLE = 65_000;

/**
 * In 16-bit integers, for vectors of whole numbers, such as SIFT's 0–255. Rows are scaled by the largest power of two
 * that keeps them below 32767. Rounding them by at most ½ changes x·c by at most ½ Σ|x| ≤ ½ √length |x|, in units of
 * the scale; three more roundings are float32's.
 */
export function wholeScreen(kernels: ScreenKernels, arena: Arena, set: RowSet & { block: Block }): Screen {
  const { rows, count, padded, length, halves, longest, block } = set;
  const even = length + (length % 2);
  const scale = Math.min(2 ** 14, 2 ** Math.floor(Math.log2(32767 / longest)));
  const whole = arena.allocate(2 * block.vectors * even);
  let panels: number | undefined;
  return {
    score(vectors, longestVector) {
      if (scale < 1 || longestVector > LONGEST_WHOLE) return false;
      if (kernels.toWhole(block.x, vectors, length, whole) === 0) return false;
      if (panels === undefined) {
        panels = arena.allocate(2 * padded * even);
        kernels.packWhole(rows, count, length, scale, panels);
      }
      kernels.scoreWhole(whole, vectors, length, panels, 1 / scale, halves, padded, block.scores);
      return true;
    },
    error(own) {
      const rounding = (Math.sqrt(length) * own) / (2 * scale);
      return 1.01 * (rounding + 4 * ROUNDOFF * (longest ** 2 / 2 + own * longest + rounding));
    },
  };
}
