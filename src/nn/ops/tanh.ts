import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';
import { multiply } from './multiply.js';
import { subtract } from './subtract.js';

export const tanhOperator = unary({
  name: 'tanh',
  isMonotone: true,
  value: Math.tanh,
  gradient: (y, upstream) => subtract(upstream, multiply(upstream, multiply(y, y))),
  onnx: 'Tanh',
});

/** The hyperbolic tangent. */
export const tanh = (x: Tensor): Tensor => x.graph.apply(tanhOperator, [x]);
