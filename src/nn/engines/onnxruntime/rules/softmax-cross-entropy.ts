import type { Rule } from '../lowering.js';

/** −Σ targets · log softmax, along the classes, wherever they lie. */
export const softmaxCrossEntropy: Rule = ({ inputs }, lowering) => {
  const [logits, targets] = inputs as [(typeof inputs)[0], (typeof inputs)[0]];
  const order = lowering.orderOf(logits);
  const axis = order.indexOf(1);
  const logarithms = lowering.node('LogSoftmax', [lowering.lying(logits)], { axis });
  const products = lowering.node('Mul', [logarithms, lowering.read(targets, order)]);
  const sums = lowering.node('ReduceSum', [products, lowering.integers([axis])], { keepdims: 0 });
  return { name: lowering.node('Neg', [sums]), order: [0] };
};
