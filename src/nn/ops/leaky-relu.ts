import type { Tensor } from '../graph/tensor.js';
import { unary } from './elementwise.js';
import { gate } from './gate.js';

type Slope = { readonly slope: number };

export const leakyReluOperator = unary<Slope>({
  name: 'leakyRelu',
  isMonotone: true,
  value: (x, { slope }) => (x > 0 ? x : slope * x),
  // The result has the sign of x for a slope above 0, and keeping it spares keeping x.
  gradient: (y, upstream) => gate(upstream, y, { slope: y.attributes.slope as number }),
  onnx: (x, emitter, { slope }) =>
    slope === 0 ? emitter.node('Relu', [x]) : emitter.node('LeakyRelu', [x], { alpha: { float: slope } }),
});

/** x where it is above 0, else slope · x (Maas et al., 2013). @param options.slope at least 0; default 0.01. */
export const leakyRelu = (x: Tensor, { slope = 0.01 }: Partial<Slope> = {}): Tensor =>
  x.graph.apply(leakyReluOperator, [x], { slope });

/** x where it is above 0, else 0. */
export const relu = (x: Tensor): Tensor => leakyRelu(x, { slope: 0 });
