import type { Tensor } from '../graph/tensor.js';
import { binary } from './elementwise.js';
import { greaterEqual } from './greater-equal.js';
import { multiply } from './multiply.js';
import { type Operand, operand } from './operand.js';
import { subtract } from './subtract.js';
import { sumTo } from './sum-to.js';

export const maximumOperator = binary({
  name: 'maximum',
  value: (a, b) => (a >= b ? a : b),
  gradient({ inputs: [a, b] }, upstream) {
    const first = multiply(upstream, greaterEqual(a!, b!));
    return [sumTo(first, a!.shape), sumTo(subtract(upstream, first), b!.shape)];
  },
  onnx: 'Max',
});

/** The larger of a and b, with broadcasting; at a tie the gradient goes to a alone. */
export const maximum = (a: Tensor, b: Operand): Tensor => a.graph.apply(maximumOperator, [a, operand(b, a)]);
