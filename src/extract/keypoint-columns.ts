/** The order of a keypoint's numbers wherever they stand in columns. */
export const keypointColumns = ['x', 'y', 'size', 'angle', 'response', 'octave'] as const;
