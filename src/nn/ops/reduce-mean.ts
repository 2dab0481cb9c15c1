import type { Tensor } from '../graph/tensor.js';
import { multiply } from './multiply.js';
import { reduceSum } from './reduce-sum.js';

/** The mean over axes. @param options.axes all of them by default. */
export function reduceMean(
  x: Tensor,
  {
    axes = x.shape.map((_, axis) => axis),
    keepDimensions = false,
  }: { readonly axes?: readonly number[]; readonly keepDimensions?: boolean } = {},
): Tensor {
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  return multiply(reduceSum(x, { axes, keepDimensions }), 1 / count);
}
