import type { Arena } from './arena.js';
import { withKernels } from './kernels.js';
import {
  type Band,
  bandRows,
  bandsOf,
  type PaddedSource,
  type PadKernel,
  paddedStride,
  rowPadder,
} from './padded-rows.js';
import { type Tap, tapsAlong, tapsOfPair, tapTableF64, type WindowedSize } from './taps.js';

/** The exports of kernels/correlate.ts, correlate-along.ts, correlate-again.ts and round-f32.ts, which say what they take. */
interface CorrelateF32Kernels {
  padU8AsF32: PadKernel;
  padF32: PadKernel;
  correlateF32(rows: number, stride: number, count: number, length: number, taps: number, sums: number): void;
  correlateAlongF32(
    rows: number,
    stride: number,
    count: number,
    length: number,
    taps: number,
    tapCount: number,
    sums: number,
    sumStride: number,
  ): void;
  roundF32(sums: number, count: number, doubt: number, doubtful: number, out: number): number;
  correlateAgain(
    samples: number,
    stride: number,
    length: number,
    doubtful: number,
    count: number,
    rows: number,
    rowCount: number,
    columns: number,
    columnCount: number,
    out: number,
  ): void;
  allFinite(numbers: number, count: number): number;
}

/** Weights of a kernel: those of its rows and columns, or all of them as `rows` where it is no outer product. */
export interface F32Weights {
  readonly rows: readonly Tap[];
  readonly columns?: readonly Tap[];
}

/**
 * Correlates with sums in float32.
 * @returns false when a sum is infinite or NaN, be it by the pixels or by overflow; the result is then unfinished.
 */
export function correlateToF32(
  source: PaddedSource,
  weights: F32Weights,
  size: WindowedSize<Float32Array>,
): boolean {
  return withKernels((kernels: CorrelateF32Kernels, arena) => {
    for (const { band, sums, values } of bandSums({ kernels, arena }, { source, weights, size })) {
      if (!kernels.allFinite(sums, values)) return false;
      size.result.set(arena.f32(sums, values), band.y * (values / band.count));
    }
    return true;
  });
}

/**
 * Correlates bytes with sums in float32, rounded half to even and saturated as if the sums had been float64 in the
 * order of the taps: where float32 leaves that in doubt, by less than `doubt`, the sum is made again.
 */
export function correlateToU8(
  source: PaddedSource<Uint8Array>,
  weights: F32Weights & { readonly doubt: number },
  size: WindowedSize<Uint8Array>,
): void {
  const { rows, columns = [{ x: 0, y: 0, weight: 1 }] } = weights;
  const step = source.channels * 4;
  withKernels((kernels: CorrelateF32Kernels, arena) => {
    for (const { band, sums, values, padded, stride } of bandSums(
      { kernels, arena },
      { source, weights, size },
    ))
      arena.scope(() => {
        const doubtful = arena.allocate(values * 4);
        const out = arena.allocate(values + 32);
        const length = values / band.count;
        const count = kernels.roundF32(sums, values, weights.doubt, doubtful, out);
        if (count > 0) {
          const rowTable = arena.put(tapTableF64(rows, { stride, step }));
          const columnTable = arena.put(tapTableF64(columns, { stride, step }));
          const tables = [rowTable, rows.length, columnTable, columns.length] as const;
          kernels.correlateAgain(padded, stride, length, doubtful, count, ...tables, out);
        }
        size.result.set(arena.u8(out, values), band.y * length);
      });
  });
}

/** The sums of one band after the other, and the padded rows they are of; a second step where there are columns. */
function* bandSums(
  { kernels, arena }: { kernels: CorrelateF32Kernels; arena: Arena },
  { source, weights, size }: { source: PaddedSource; weights: F32Weights; size: WindowedSize },
) {
  const { channels } = source;
  const { windowHeight } = size;
  const length = size.width * channels;
  const stride = paddedStride(source.columns.length * channels, 4);
  const rows = bandRows(stride, windowHeight);
  const most = rows + windowHeight - 1;
  const padded = arena.allocate((most + 1) * stride);
  const sums = arena.allocate(((rows + 1) * length + 32) * 4);
  const pad = source.data instanceof Uint8Array ? kernels.padU8AsF32 : kernels.padF32;
  const padBand = rowPadder(source, { arena, pad, stride });
  const correlate = correlator({ kernels, arena, weights }, { stride, length, most, channels });
  for (const band of bandsOf(size.height, { rows, windowHeight })) {
    padBand(band, padded + band.kept * stride);
    correlate(band, padded, sums);
    yield { band, sums, values: band.count * length, padded, stride };
    arena.u8(padded, most * stride).copyWithin(0, band.count * stride);
  }
}

/** What makes the sums of a band from its padded rows. Filtered rows that the next band needs stay. */
function correlator(
  { kernels, arena, weights }: { kernels: CorrelateF32Kernels; arena: Arena; weights: F32Weights },
  { stride, length, most, channels }: { stride: number; length: number; most: number; channels: number },
): (band: Band, padded: number, sums: number) => void {
  const step = channels * 4;
  const { rows, columns } = weights;
  const width = paddedStride(length, 4);
  const last = columns ? { taps: columns, stride: width } : { taps: rows, stride };
  const pairs = arena.put(tapsOfPair(last.taps, { stride: last.stride, step, weights: Float32Array }));
  const sumPairs = (from: number, { count, fresh, kept }: Band, sums: number) => {
    // With an odd count, the row below the last is read, and what stands in memory may be slow numbers.
    arena.u8(from + (fresh + kept) * last.stride, last.stride).fill(0);
    kernels.correlateF32(from, last.stride, count, length, pairs, sums);
  };
  if (!columns) return (band, padded, sums) => sumPairs(padded, band, sums);
  const along = arena.put(tapsAlong(rows, { stride, step }));
  const filtered = arena.allocate((most + 1) * width);
  return (band, padded, sums) => {
    const { count, fresh, kept } = band;
    const [from, to] = [padded + kept * stride, filtered + kept * width];
    kernels.correlateAlongF32(from, stride, fresh, length, along, rows.length, to, width);
    sumPairs(filtered, band, sums);
    arena.u8(filtered, most * width).copyWithin(0, count * width);
  };
}
