import type { Operation } from '../../../graph/tensor.js';
import type { Lowering, Placed, Rule } from '../lowering.js';
import { plainOrder } from '../order.js';
import { channelWindowSum } from './channel-window-sum.js';
import { conv2d, conv2dFilterGradient, conv2dInputGradient } from './convolution.js';
import { elementwise } from './elementwise.js';
import { fractionalMaxPool2d, fractionalMaxPool2dGradient } from './fractional-pooling.js';
import { matmul } from './matmul.js';
import { averagePool2dGradient, maxPool2d, maxPool2dGradient } from './pooling.js';
import { reduceSum } from './reduce-sum.js';
import { reshape } from './reshape.js';
import { softmax } from './softmax.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Operators whose fastest form in a training step is not ONNX's plain one. */
const rules: Readonly<Record<string, Rule>> = {
  averagePool2dGradient,
  channelWindowSum,
  conv2d,
  conv2dFilterGradient,
  conv2dInputGradient,
  fractionalMaxPool2d,
  fractionalMaxPool2dGradient,
  matmul,
  maxPool2d,
  maxPool2dGradient,
  reduceSum,
  reshape,
  softmax,
  softmaxCrossEntropy,
};

/** Where weights are constants the runtime has better: it puts plain convolutions and what is between them in blocks. */
const betterPlain: ReadonlySet<string> = new Set(['conv2d', 'maxPool2d', 'channelWindowSum']);

/** Adds an operation's nodes, by its rule or in ONNX's plain form. */
export function lower(operation: Operation, lowering: Lowering): Placed {
  const { operator, shape } = operation;
  if (operator.isElementwise) return elementwise(operation, lowering);
  const rule = rules[operator.name];
  const isPlain = lowering.hasConstantWeights && betterPlain.has(operator.name);
  if (rule && !isPlain) return rule(operation, lowering);
  return { name: operator.onnx!(operation, lowering), order: plainOrder(shape.length) };
}
