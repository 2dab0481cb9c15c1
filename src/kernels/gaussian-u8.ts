import { withKernels } from './kernels.js';
import {
  bandRows,
  bandsOf,
  type PaddedSource,
  type PadKernel,
  paddedStride,
  rowPadder,
} from './padded-rows.js';

/** The exports of kernels/gaussian-u8.ts, which says what they take. */
interface GaussianKernels {
  padU8AsI16: PadKernel;
  gaussianRows(
    rows: number,
    stride: number,
    count: number,
    length: number,
    taps: number,
    tapCount: number,
    span: number,
    middle: number,
    pairs: number,
    pairStride: number,
  ): void;
  gaussianColumns(
    pairs: number,
    pairStride: number,
    count: number,
    length: number,
    weights: number,
    windows: number,
    spare: number,
    out: number,
  ): void;
}

/**
 * Blurs rows and columns with weights in 8-bit fixed point: symmetric, odd in number, none negative, 256 in all.
 * `source` is padded by half of their number on every side. Sums are exact; the result is rounded half up.
 */
export function gaussianU8(source: PaddedSource<Uint8Array>, weights: Int32Array, result: Uint8Array): void {
  const overlap = weights.length - 1;
  const radius = overlap / 2;
  const { channels } = source;
  const length = source.width * channels;
  const height = source.rows.length - overlap;
  withKernels((kernels: GaussianKernels, arena) => {
    const stride = paddedStride(source.columns.length * channels, 2);
    const pairStride = Math.ceil(length / 16) * 64;
    const rows = bandRows(stride, weights.length);
    const padded = arena.allocate((rows + overlap) * stride);
    const pairs = arena.allocate(((rows + overlap) / 2) * pairStride);
    const spare = arena.allocate(length + 16);
    const blurred = arena.allocate((rows + 1) * length + 16);
    const span = overlap * channels * 2;
    const middle = weights[radius]!;
    const taps = arena.put(outerTaps(weights, channels * 2));
    const windows = arena.put(pairWeights(weights));
    const padBand = rowPadder(source, { arena, pad: kernels.padU8AsI16, stride });
    for (const band of bandsOf(height, { rows, windowHeight: weights.length })) {
      const { count, fresh, kept, y } = band;
      padBand(band, padded);
      const below = pairs + (kept / 2) * pairStride;
      const freshPairs = Math.ceil(fresh / 2);
      kernels.gaussianRows(padded, stride, freshPairs, length, taps, radius, span, middle, below, pairStride);
      kernels.gaussianColumns(
        pairs,
        pairStride,
        Math.ceil(count / 2),
        length,
        windows,
        radius + 1,
        spare,
        blurred,
      );
      result.set(arena.u8(blurred, count * length), y * length);
      arena.u8(pairs, ((rows + overlap) / 2) * pairStride).copyWithin(0, (count / 2) * pairStride);
    }
  });
}

/** Byte offset and weight of everything left of the middle. */
const outerTaps = (weights: Int32Array, step: number): Int32Array =>
  Int32Array.from({ length: weights.length - 1 }, (_, i) =>
    i % 2 === 0 ? (i / 2) * step : weights[(i - 1) / 2]!,
  );

/** The weights of rows two by two: as an even row of the result sees them, and as the odd row below it does. */
function pairWeights(weights: Int32Array): Int16Array {
  const at = (i: number) => weights[i] ?? 0;
  return Int16Array.from({ length: 2 * (weights.length + 1) }, (_, k) => {
    const pair = k >> 2;
    return k % 4 < 2 ? at(2 * pair + (k % 4)) : at(2 * pair + (k % 4) - 3);
  });
}
