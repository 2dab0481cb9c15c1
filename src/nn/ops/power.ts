import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';
import { multiply } from './multiply.js';

type Exponent = { readonly exponent: number };

export const powerOperator = unary<Exponent>({
  name: 'power',
  value: (x, { exponent }) => (exponent === 0.5 ? Math.sqrt(x) : x ** exponent),
  gradient({ inputs: [x], attributes }, upstream) {
    const { exponent } = attributes as Exponent;
    return multiply(upstream, multiply(power(x!, exponent - 1), exponent));
  },
  onnx: (x, emitter, { exponent }) =>
    exponent === 0.5 ? emitter.node('Sqrt', [x]) : emitter.node('Pow', [x, emitter.floats([exponent])]),
});

/** x to a fixed exponent; x must be above 0 unless the exponent is whole. */
export const power = (x: Tensor, exponent: number): Tensor => x.graph.apply(powerOperator, [x], { exponent });

/** √x. */
export const sqrt = (x: Tensor): Tensor => power(x, 0.5);

/** x². */
export const square = (x: Tensor): Tensor => multiply(x, x);
