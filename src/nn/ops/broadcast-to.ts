import { broadcastShape, broadcastStrides, forEachElement } from '../graph/broadcast.js';
import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';
import { sumTo } from './sum-to.js';

type Target = { readonly to: Shape };

export const broadcastToOperator: Operator<Target> = {
  name: 'broadcastTo',
  shape([x], { to }, refuse) {
    if (broadcastShape(x!, to)?.join() !== to.join()) refuse(`a shape that repeats to [${to.join(', ')}]`);
    return to;
  },
  evaluate({ inputs: [x], shapes: [from], output, shape }) {
    forEachElement(shape, [broadcastStrides(from!, shape)], (element, place) => {
      output[element] = x![place]!;
    });
  },
  gradient: ({ inputs: [x] }, upstream) => [sumTo(upstream, x!.shape)],
  onnx({ inputs: [x], attributes }, emitter) {
    return emitter.node('Expand', [emitter.nameOf(x!), emitter.integers((attributes as Target).to)]);
  },
};

/** Repeats axes of length 1 until the shape is `to`. The tensor itself, where it is that already. */
export const broadcastTo = (x: Tensor, to: Shape): Tensor =>
  x.shape.join() === to.join() ? x : x.graph.apply(broadcastToOperator, [x], { to });
