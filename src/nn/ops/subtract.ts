import type { Tensor } from '../graph/tensor.js';
import { binary } from './elementwise.js';
import { multiply } from './multiply.js';
import { type Operand, operand } from './operand.js';
import { sumTo } from './sum-to.js';

export const subtractOperator = binary({
  name: 'subtract',
  value: (a, b) => a - b,
  gradient: ({ inputs: [a, b] }, upstream) => [
    sumTo(upstream, a!.shape),
    multiply(sumTo(upstream, b!.shape), -1),
  ],
  onnx: 'Sub',
});

/** a − b, with broadcasting. */
export const subtract = (a: Tensor, b: Operand): Tensor =>
  a.graph.apply(subtractOperator, [a, operand(b, a)]);
