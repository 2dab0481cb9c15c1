/** The exports of kernels/sift/*.ts; all numbers that name memory are addresses. */
export interface SiftKernels {
  siftFloats(bytes: number, count: number, out: number): void;
  siftStretchRow(row: number, width: number, out: number): void;
  siftMixRows(far: number, near: number, count: number, out: number): void;
  siftHalveRow(row: number, count: number, out: number): void;
  siftBlurRows(
    plane: number,
    width: number,
    height: number,
    first: number,
    last: number,
    taps: number,
    radius: number,
    ring: number,
    stride: number,
    scratch: number,
    out: number,
  ): void;
  siftSubtractRow(coarser: number, finer: number, count: number, out: number): void;
  siftPeaksOfRow(rows: number, first: number, last: number, threshold: number, found: number): number;
  siftOrientationVotes(
    corner: number,
    stride: number,
    columns: number,
    rows: number,
    weights: number,
    rowWeights: number,
    histogram: number,
  ): void;
  siftVotes(
    centre: number,
    stride: number,
    firstRow: number,
    lastRow: number,
    first: number,
    last: number,
    weights: number,
    geometry: number,
    histogram: number,
  ): void;
}
