import type { Operator } from '../graph/operator.js';
import type { Tensor } from '../graph/tensor.js';
import { multiply } from './multiply.js';
import { reduceSum } from './reduce-sum.js';
import { subtract } from './subtract.js';

export const softmaxOperator: Operator = {
  name: 'softmax',
  shape: ([x], _, refuse) => (x!.length > 0 ? x! : refuse('at least one axis')),
  evaluate({ inputs: [x], output, shape }) {
    const width = shape.at(-1)!;
    for (let start = 0; start < output.length; start += width) {
      let largest = -Infinity;
      for (let i = start; i < start + width; i++) largest = Math.max(largest, x![i]!);
      let sum = 0;
      for (let i = start; i < start + width; i++) sum += Math.exp(x![i]! - largest);
      for (let i = start; i < start + width; i++) output[i] = Math.exp(x![i]! - largest) / sum;
    }
  },
  gradient(y, upstream) {
    const axes = [y.shape.length - 1];
    const weighted = multiply(upstream, y);
    return [subtract(weighted, multiply(y, reduceSum(weighted, { axes, keepDimensions: true })))];
  },
  onnx: ({ inputs: [x] }, emitter) => emitter.node('Softmax', [emitter.nameOf(x!)], { axis: -1 }),
};

/** eˣ over the last axis, divided by its sum. */
export const softmax = (x: Tensor): Tensor => x.graph.apply(softmaxOperator, [x]);
