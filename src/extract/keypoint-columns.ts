import type { Keypoint } from '../features/extractor.js';

/** The order of a keypoint's numbers wherever they stand in columns. */
export const keypointColumns = ['x', 'y', 'size', 'angle', 'response', 'octave'] as const;

/** A keypoint as numbers, in column order. */
export const keypointRow = (keypoint: Keypoint): number[] =>
  keypointColumns.map((column) => keypoint[column]);
