import type { Operator } from '../graph/operator.js';
import type { Tensor } from '../graph/tensor.js';
import { averagePool2dGradient } from './average-pool2d-gradient.js';
import { forEachPooled, pooledShape } from './max-pool2d.js';
import { type Padding, type Pair, type Windows, windowsOf } from './windows.js';

export const averagePool2dOperator: Operator<Windows> = {
  name: 'averagePool2d',
  shape: pooledShape,
  evaluate({ inputs: [x], shapes: [from], output, shape, attributes }) {
    output.fill(0);
    const share = 1 / (attributes.size[0]! * attributes.size[1]!);
    forEachPooled({ x: from!, y: shape }, attributes, (at, to) => {
      output[to]! += x![at]! * share;
    });
  },
  gradient: ({ inputs: [x], attributes }, upstream) => [
    averagePool2dGradient(upstream, { ...(attributes as Windows), inputShape: x!.shape }),
  ],
  onnx({ inputs: [x], attributes }, emitter) {
    const { size, strides, padding } = attributes as Windows;
    return emitter.node('AveragePool', [emitter.nameOf(x!)], {
      kernel_shape: size,
      strides,
      pads: padding,
      count_include_pad: 1,
    });
  },
};

/**
 * The mean of each window; zeros of the padding count.
 * @param x `[batch, channels, height, width]`
 * @param options.strides default: the size, so that windows lie side by side.
 */
export const averagePool2d = (
  x: Tensor,
  { size, strides = size, padding }: { size: Pair; strides?: Pair; padding?: Padding },
): Tensor =>
  x.graph.apply(averagePool2dOperator, [x], windowsOf(size, { strides, ...(padding && { padding }) }));
