import type { Image } from '../image/image.js';
import { withKernels } from './kernels.js';

interface LbpKernels {
  lbpFrame(grey: number, width: number, height: number, frame: number, margin: number, stride: number): void;
  lbpPatterns(frame: number, stride: number, margin: number, width: number, ...rest: number[]): void;
  lbpUniformCodes(patterns: number, count: number, points: number): void;
}

/** The points around a pixel, as `circleOffsets` gives them. */
interface Points {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly margin: number;
}

/** Pixels taken at once. */
const LANES = 16;
/** Rows a call: the engine replaces slow code by fast code between calls, not within one. */
const ROWS_A_CALL = 16;

/**
 * As `lbpPatterns` of the reference on 8-bit grey: one pattern a pixel, bit p for neighbour p; with `uniform` turned
 * into the codes of that method.
 */
export function lbpKernel(
  { data, width, height }: Image<Uint8Array>,
  { rows, columns, margin }: Points,
  { uniform }: { uniform: boolean },
): Uint32Array {
  const count = width * height;
  const points = rows.length;
  const stride = width + 2 * margin + LANES;
  return withKernels((kernels: LbpKernels, arena) => {
    const grey = arena.put(data);
    const circle = arena.put(
      Float64Array.from({ length: 2 * points }, (_, i) => (i % 2 ? columns : rows)[i >> 1]!),
    );
    const frame = arena.allocate(2 * (stride * (height + 2 * margin) + LANES));
    const planes = arena.allocate(4 * stride);
    const patterns = arena.allocate(4 * (count + LANES));
    kernels.lbpFrame(grey, width, height, frame, margin, stride);
    for (let y = 0; y < height; y += ROWS_A_CALL) {
      const to = Math.min(y + ROWS_A_CALL, height);
      kernels.lbpPatterns(frame, stride, margin, width, circle, points, y, to, planes, patterns);
    }
    if (uniform) kernels.lbpUniformCodes(patterns, count, points);
    return arena.u32(patterns, count).slice();
  });
}
