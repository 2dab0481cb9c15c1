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
    ringRows: number,
    stride: number,
    scratch: number,
    out: number,
  ): void;
  siftExtrema(
    planes: number,
    count: number,
    width: number,
    first: number,
    last: number,
    border: number,
    threshold: number,
    rows: number,
    rowBytes: number,
    found: number,
  ): number;
  siftOrientationVotes(
    corner: number,
    stride: number,
    columns: number,
    rows: number,
    dx: number,
    dy: number,
    falloff: number,
    histogram: number,
  ): void;
  siftDescribe(
    centre: number,
    stride: number,
    firstRow: number,
    lastRow: number,
    first: number,
    last: number,
    cos: number,
    sin: number,
    turn: number,
    histogram: number,
    out: number,
  ): void;
}
