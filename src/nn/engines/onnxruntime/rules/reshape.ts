import type { Rule } from '../lowering.js';
import { batchInnermost, plainOrder, sameOrder } from '../order.js';

/**
 * Flattening keeps the batch innermost where it is, and so does the way back: nothing moves. Other shapes are made
 * from tensors in their written order.
 */
export const reshape: Rule = ({ inputs: [x], shape }, lowering) => {
  const order = lowering.orderOf(x!);
  const isBatchKept = x!.shape[0] === shape[0];
  const rest = shape.slice(1);
  if (isBatchKept && sameOrder(order, batchInnermost) && shape.length === 2)
    return { name: lowering.reshape(lowering.lying(x!), [...rest, shape[0]!]), order: [1, 0] };
  if (isBatchKept && sameOrder(order, [1, 0]) && shape.length === 4)
    return { name: lowering.reshape(lowering.lying(x!), [...rest, shape[0]!]), order: batchInnermost };
  return { name: lowering.reshape(lowering.nameOf(x!), shape), order: plainOrder(shape.length) };
};
