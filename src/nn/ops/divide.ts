import type { Tensor } from '../graph/tensor.js';
import { binary } from './elementwise.js';
import { multiply } from './multiply.js';
import { type Operand, operand } from './operand.js';
import { sumTo } from './sum-to.js';

export const divideOperator = binary({
  name: 'divide',
  value: (a, b) => a / b,
  gradient(quotient, upstream) {
    const [a, b] = quotient.inputs as [Tensor, Tensor];
    const byA = divide(upstream, b);
    return [sumTo(byA, a.shape), sumTo(multiply(multiply(byA, quotient), -1), b.shape)];
  },
  onnx: 'Div',
});

/** a / b, with broadcasting. */
export const divide = (a: Tensor, b: Operand): Tensor => a.graph.apply(divideOperator, [a, operand(b, a)]);
