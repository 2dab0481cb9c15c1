import { hasKernels } from '../kernels/kernels.js';
import { type Weighing, weightedSumsKernel } from '../kernels/weighted-sums.js';

/** As `weightedSumsKernel`, where the machine runs it, else as `weightedSumsInOrder`: the same to the last bit. */
export function weightedSums(data: Float32Array, weighing: Weighing): Float64Array {
  return hasKernels() ? weightedSumsKernel(data, weighing) : weightedSumsInOrder(data, weighing);
}

/** As the kernel, without it: one row after the other. */
export function weightedSumsInOrder(data: Float32Array, { middle, factors, weigh }: Weighing): Float64Array {
  const length = middle.length;
  const width = 2 * length;
  const weights = factors.length / width;
  const sums = new Float64Array(factors.length);
  const z = new Float64Array(width);
  for (let first = 0; first * length < data.length; first++) {
    for (let j = 0; j < length; j++) {
      z[j] = data[first * length + j]! - middle[j]!;
      z[length + j] = z[j]! * z[j]!;
    }
    const line = new Float64Array(weights);
    for (let k = 0; k < weights; k++)
      for (let c = 0; c < width; c++) line[k]! += z[c]! * factors[k * width + c]!;
    weigh(line, { first, rows: 1, line: weights });
    for (let k = 0; k < weights; k++)
      for (let c = 0; c < width; c++) sums[k * width + c]! += line[k]! * z[c]!;
  }
  return sums;
}
