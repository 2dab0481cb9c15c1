import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';
import { commuteWithMaximum } from './commute-with-maximum.js';
import { maxPool2dGradient } from './max-pool2d-gradient.js';
import {
  forEachWindowElement,
  type Padding,
  type Pair,
  type Windows,
  windowCounts,
  windowsOf,
} from './windows.js';

export const maxPool2dOperator: Operator<Windows> = {
  name: 'maxPool2d',
  shape: pooledShape,
  evaluate({ inputs: [x], shapes: [from], output, shape, attributes }) {
    output.fill(-Infinity);
    forEachPooled({ x: from!, y: shape }, attributes, (at, to) => {
      if (x![at]! > output[to]!) output[to] = x![at]!;
    });
  },
  gradient: (y, upstream) => [maxPool2dGradient(y.inputs[0]!, y, upstream)],
  onnx({ inputs: [x], attributes }, emitter) {
    const { size, strides, padding, dilations } = attributes as Windows;
    return emitter.node('MaxPool', [emitter.nameOf(x!)], {
      kernel_shape: size,
      strides,
      pads: padding,
      dilations,
    });
  },
};

/** The shape rule of a pooling over height and width. */
export function pooledShape(
  [x]: readonly Shape[],
  windows: Windows,
  refuse: (expected: string) => never,
): Shape {
  if (x!.length !== 4) refuse('[batch, channels, height, width]');
  const counts = windowCounts(x![2]!, x![3]!, windows);
  return [x![0]!, x![1]!, ...(counts ?? refuse(`an image of at least ${windows.size.join('×')}`))];
}

/** Goes through every element of every window of every channel: places of a pixel and of the result. */
export function forEachPooled(
  { x, y }: { readonly x: Shape; readonly y: Shape },
  windows: Windows,
  visit: (pixel: number, result: number) => void,
): void {
  const [plane, counts] = [x.slice(2), y.slice(2)];
  const [pixels, results] = [plane[0]! * plane[1]!, counts[0]! * counts[1]!];
  for (let channel = 0; channel < x[0]! * x[1]!; channel++)
    forEachWindowElement(plane, counts, {
      windows,
      visit: (window, _, pixel) => visit(channel * pixels + pixel, channel * results + window),
    });
}

/**
 * The largest number of each window. At a tie the gradient goes to the first, row by row.
 * @param x `[batch, channels, height, width]`
 * @param options.strides default: the size, so that windows lie side by side.
 */
export function maxPool2d(
  x: Tensor,
  { size, strides = size, padding }: { size: Pair; strides?: Pair; padding?: Padding },
): Tensor {
  const windows = windowsOf(size, { strides, ...(padding && { padding }) });
  return commuteWithMaximum(x, (inner) => inner.graph.apply(maxPool2dOperator, [inner], windows));
}
