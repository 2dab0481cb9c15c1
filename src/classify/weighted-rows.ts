import { hasKernels } from '../kernels/kernels.js';
import { type WeightedRows, weightedRowKernel } from '../kernels/weighted-rows.js';

/** `Σ factors[i, k] · rowᵢ` for each output k: `[outputs, width]`, flat, each summed in the order of the rows. */
export function weightedRows(rows: WeightedRows): Float64Array {
  return hasKernels() ? weightedRowKernel(rows) : weightedRowsReference(rows);
}

/** As `weightedRows`, without the kernel, to the last bit. */
export function weightedRowsReference({ x, factors, width, outputs }: WeightedRows): Float64Array {
  const out = new Float64Array(outputs * width);
  for (let at = 0; at < factors.length; at++) {
    const from = Math.floor(at / outputs) * width;
    const to = (at % outputs) * width;
    for (let j = 0; j < width; j++) out[to + j]! += factors[at]! * x[from + j]!;
  }
  return out;
}
