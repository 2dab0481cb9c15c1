import { withKernels } from './kernels.js';
import {
  bandRows,
  bandsOf,
  type PaddedSource,
  type PadKernel,
  paddedStride,
  rowPadder,
} from './padded-rows.js';
import { type Tap, tapsOfPair, type WindowedSize } from './taps.js';

type CorrelateI16 = (
  rows: number,
  stride: number,
  count: number,
  length: number,
  taps: number,
  shift: number,
  out: number,
) => void;

/** The exports of kernels/correlate.ts, which says what they take. */
interface CorrelateI16Kernels {
  padU8AsI16: PadKernel;
  correlateI16ToU8: CorrelateI16;
  correlateI16ToF32: CorrelateI16;
}

/** Whole-numbered weights for `correlateI16`, and by which power of two they are too large. */
export interface I16Weights {
  readonly taps: readonly Tap[];
  readonly shift: number;
}

/** How large `shift`, the sum of the positive weights and that of the negative ones may be. */
export const I16_LIMITS = { shift: 7, sum: 128 };

/**
 * Correlates bytes with weights that are whole numbers divided by 2^`shift`, within `I16_LIMITS`: exact sums, given
 * as they are or rounded half to even and saturated.
 */
export function correlateI16(
  source: PaddedSource<Uint8Array>,
  { taps, shift }: I16Weights,
  { width, height, windowHeight, result }: WindowedSize,
): void {
  const length = width * source.channels;
  withKernels((kernels: CorrelateI16Kernels, arena) => {
    const stride = paddedStride(source.columns.length * source.channels, 2);
    const rows = bandRows(stride, windowHeight);
    const most = rows + windowHeight - 1;
    const pairs = arena.put(tapsOfPair(taps, { stride, step: source.channels * 2, weights: Int32Array }));
    const padded = arena.allocate((most + 1) * stride);
    const out = arena.allocate(((rows + 1) * length + 32) * result.BYTES_PER_ELEMENT);
    const padBand = rowPadder(source, { arena, pad: kernels.padU8AsI16, stride });
    const isBytes = result instanceof Uint8Array;
    const correlate = isBytes ? kernels.correlateI16ToU8 : kernels.correlateI16ToF32;
    for (const band of bandsOf(height, { rows, windowHeight })) {
      const values = band.count * length;
      padBand(band, padded + band.kept * stride);
      correlate(padded, stride, band.count, length, pairs, shift, out);
      result.set(isBytes ? arena.u8(out, values) : arena.f32(out, values), band.y * length);
      arena.u8(padded, most * stride).copyWithin(0, band.count * stride);
    }
  });
}
