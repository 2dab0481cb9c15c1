import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';
import { multiply } from './multiply.js';
import { subtract } from './subtract.js';

export const sigmoidOperator = unary({
  name: 'sigmoid',
  isMonotone: true,
  // Both forms are 1 / (1 + e⁻ˣ); the exponential of each stays finite.
  value: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  gradient: (y, upstream) => multiply(upstream, subtract(y, multiply(y, y))),
  onnx: 'Sigmoid',
});

/** 1 / (1 + e⁻ˣ). */
export const sigmoid = (x: Tensor): Tensor => x.graph.apply(sigmoidOperator, [x]);
