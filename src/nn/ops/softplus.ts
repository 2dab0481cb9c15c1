import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';
import { multiply } from './multiply.js';
import { sigmoid } from './sigmoid.js';

export const softplusOperator = unary({
  name: 'softplus',
  isMonotone: true,
  // log(1 + eˣ), without overflow.
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  gradient: ({ inputs: [x] }, upstream) => multiply(upstream, sigmoid(x!)),
  onnx: 'Softplus',
});

/** log(1 + eˣ), a smooth rectifier. */
export const softplus = (x: Tensor): Tensor => x.graph.apply(softplusOperator, [x]);
