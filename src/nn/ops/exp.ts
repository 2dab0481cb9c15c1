import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';
import { multiply } from './multiply.js';

export const expOperator = unary({
  name: 'exp',
  value: Math.exp,
  gradient: (y, upstream) => multiply(upstream, y),
  onnx: 'Exp',
});

/** eˣ. */
export const exp = (x: Tensor): Tensor => x.graph.apply(expOperator, [x]);
