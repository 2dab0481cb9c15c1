import type { Tensor } from '../graph/tensor.js';
import { binary } from './elementwise.js';
import { type Operand, operand } from './operand.js';
import { sumTo } from './sum-to.js';

export const multiplyOperator = binary({
  name: 'multiply',
  value: (a, b) => a * b,
  gradient: ({ inputs: [a, b] }, upstream) => [
    sumTo(multiply(upstream, b!), a!.shape),
    sumTo(multiply(upstream, a!), b!.shape),
  ],
  onnx: 'Mul',
});

/** a · b, element by element, with broadcasting. */
export const multiply = (a: Tensor, b: Operand): Tensor =>
  a.graph.apply(multiplyOperator, [a, operand(b, a)]);
