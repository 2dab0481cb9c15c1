import type { Tensor } from '../graph/tensor.js';
import { binary } from './elementwise.js';
import { type Operand, operand } from './operand.js';
import { sumTo } from './sum-to.js';

export const addOperator = binary({
  name: 'add',
  value: (a, b) => a + b,
  gradient: ({ inputs: [a, b] }, upstream) => [sumTo(upstream, a!.shape), sumTo(upstream, b!.shape)],
  onnx: 'Add',
});

/** a + b, with broadcasting. */
export const add = (a: Tensor, b: Operand): Tensor => a.graph.apply(addOperator, [a, operand(b, a)]);
