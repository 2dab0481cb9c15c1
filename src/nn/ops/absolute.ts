import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';
import { multiply } from './multiply.js';
import { sign } from './sign.js';

export const absoluteOperator = unary({
  name: 'absolute',
  value: Math.abs,
  gradient: ({ inputs: [x] }, upstream) => multiply(upstream, sign(x!)),
  onnx: 'Abs',
});

/** |x|; the gradient at 0 is 0. */
export const absolute = (x: Tensor): Tensor => x.graph.apply(absoluteOperator, [x]);
