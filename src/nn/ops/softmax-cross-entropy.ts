import type { Operator } from '../graph/operator.js';
import type { Tensor } from '../graph/tensor.js';
import { multiply } from './multiply.js';
import { reshape } from './reshape.js';
import { softmax } from './softmax.js';
import { subtract } from './subtract.js';

export const softmaxCrossEntropyOperator: Operator = {
  name: 'softmaxCrossEntropy',
  shape([logits, targets], _, refuse) {
    if (logits!.length !== 2 || logits!.join() !== targets!.join())
      refuse('logits and targets of one shape [batch, classes]');
    return [logits![0]!];
  },
  evaluate({ inputs: [logits, targets], shapes: [shape], output }) {
    const width = shape![1]!;
    for (let i = 0, start = 0; i < output.length; i++, start += width) {
      let largest = -Infinity;
      for (let j = start; j < start + width; j++) largest = Math.max(largest, logits![j]!);
      let sum = 0;
      for (let j = start; j < start + width; j++) sum += Math.exp(logits![j]! - largest);
      const total = largest + Math.log(sum);
      output[i] = 0;
      for (let j = start; j < start + width; j++) output[i]! += targets![j]! * (total - logits![j]!);
    }
  },
  // Targets of each row add up to 1, so that the gradient is softmax − targets.
  gradient({ inputs: [logits, targets] }, upstream) {
    const difference = subtract(softmax(logits!), targets!);
    return [multiply(difference, reshape(upstream, [upstream.shape[0]!, 1])), undefined];
  },
};

/**
 * −Σ targets · log softmax(logits) for each row, computed without leaving the logarithms.
 * @param targets `[batch, classes]`, rows that add up to 1: no gradient goes to them.
 * @returns `[batch]`
 */
export const softmaxCrossEntropy = (logits: Tensor, targets: Tensor): Tensor =>
  logits.graph.apply(softmaxCrossEntropyOperator, [logits, targets]);
