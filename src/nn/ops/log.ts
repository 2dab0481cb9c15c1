import type { Tensor } from '../graph/tensor.js';
import { divide } from './divide.js';
import { unary } from './elementwise.js';

export const logOperator = unary({
  name: 'log',
  value: Math.log,
  gradient: ({ inputs: [x] }, upstream) => divide(upstream, x!),
  onnx: 'Log',
});

/** The natural logarithm. */
export const log = (x: Tensor): Tensor => x.graph.apply(logOperator, [x]);
