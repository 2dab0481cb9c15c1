import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';
import { averagePool2dOperator } from './average-pool2d.js';
import { forEachPooled } from './max-pool2d.js';
import type { Windows } from './windows.js';

type Attributes = Windows & { readonly inputShape: Shape };

export const averagePool2dGradientOperator: Operator<Attributes> = {
  name: 'averagePool2dGradient',
  shape: (_, { inputShape }) => inputShape,
  evaluate({ inputs: [upstream], shapes: [from], output, shape, attributes }) {
    output.fill(0);
    const share = 1 / (attributes.size[0]! * attributes.size[1]!);
    forEachPooled({ x: shape, y: from! }, attributes, (at, window) => {
      output[at]! += upstream![window]! * share;
    });
  },
  gradient({ attributes }, second) {
    const { inputShape: _, ...windows } = attributes as Attributes;
    return [second.graph.apply(averagePool2dOperator, [second], windows)];
  },
};

/** What comes back through an average pooling: each window's gradient, shared by its elements. */
export const averagePool2dGradient = (upstream: Tensor, attributes: Attributes): Tensor =>
  upstream.graph.apply(averagePool2dGradientOperator, [upstream], attributes);
