import { withKernels } from './kernels.js';

interface WeightedKernels {
  addWeightedRows(x: number, count: number, stride: number, factors: number, ...rest: number[]): void;
}

/** Rows and what each counts in each of several sums. */
export interface WeightedRows {
  /** `[n, width]`, flat */
  readonly x: Float32Array | Float64Array;
  /** `[n, outputs]`, flat */
  readonly factors: Float64Array;
  readonly width: number;
  readonly outputs: number;
}

/** Rows a call: with 1,000 numbers each they stay in the second cache. */
const BLOCK = 64;

/** `Σ factors[i, k] · rowᵢ` for each output k: `[outputs, width]`, flat, each summed in the order of the rows. */
export function weightedRowKernel({ x, factors, width, outputs }: WeightedRows): Float64Array {
  const out = new Float64Array(outputs * width);
  const padded = 2 * Math.ceil(width / 2);
  const count = x.length / width;
  withKernels((kernels: WeightedKernels, arena) => {
    const xAt = arena.allocate(8 * BLOCK * padded);
    const factorsAt = arena.allocate(8 * BLOCK * outputs);
    const sumsAt = arena.allocate(8 * outputs * padded);
    const rows = arena.f64(xAt, BLOCK * padded).fill(0);
    const columns = arena.f64(factorsAt, BLOCK * outputs);
    const sums = arena.f64(sumsAt, outputs * padded).fill(0);
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(from + BLOCK, count);
      for (let i = from; i < to; i++) rows.set(x.subarray(i * width, (i + 1) * width), (i - from) * padded);
      // What was there before counts nothing.
      columns.fill(0);
      for (let i = from; i < to; i++)
        for (let k = 0; k < outputs; k++) columns[k * BLOCK + i - from] = factors[i * outputs + k]!;
      kernels.addWeightedRows(
        xAt,
        4 * Math.ceil((to - from) / 4),
        8 * padded,
        factorsAt,
        BLOCK,
        outputs,
        sumsAt,
      );
    }
    for (let k = 0; k < outputs; k++) out.set(sums.subarray(k * padded, k * padded + width), k * width);
  });
  return out;
}
