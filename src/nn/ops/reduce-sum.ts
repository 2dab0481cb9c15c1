import { broadcastStrides, forEachElement } from '../graph/broadcast.js';
import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';
import { broadcastTo } from './broadcast-to.js';
import { reshape } from './reshape.js';

type Axes = { readonly axes: readonly number[]; readonly keepDimensions: boolean };

export const reduceSumOperator: Operator<Axes> = {
  name: 'reduceSum',
  shape([x], { axes, keepDimensions }, refuse) {
    if (!axes.every((axis) => axis >= 0 && axis < x!.length)) refuse(`axes ${axes.join(', ')} to sum over`);
    const kept = withOnes(x!, axes);
    return keepDimensions ? kept : kept.filter((_, axis) => !axes.includes(axis));
  },
  evaluate({ inputs: [x], shapes: [from], output, attributes: { axes } }) {
    output.fill(0);
    const strides = broadcastStrides(withOnes(from!, axes), from!);
    forEachElement(from!, [strides], (element, place) => {
      output[place]! += x![element]!;
    });
  },
  gradient({ inputs: [x], attributes }, upstream) {
    const kept = withOnes(x!.shape, (attributes as Axes).axes);
    return [broadcastTo(reshape(upstream, kept), x!.shape)];
  },
  onnx({ inputs: [x], attributes }, emitter) {
    const { axes, keepDimensions } = attributes as Axes;
    return emitter.node('ReduceSum', [emitter.nameOf(x!), emitter.integers(axes)], {
      keepdims: keepDimensions ? 1 : 0,
    });
  },
};

const withOnes = (shape: Shape, axes: readonly number[]): Shape =>
  shape.map((length, axis) => (axes.includes(axis) ? 1 : length));

/** Sums over axes. @param options.axes all of them by default. */
export function reduceSum(
  x: Tensor,
  { axes = x.shape.map((_, axis) => axis), keepDimensions = false }: Partial<Axes> = {},
): Tensor {
  return x.graph.apply(reduceSumOperator, [x], { axes, keepDimensions });
}
