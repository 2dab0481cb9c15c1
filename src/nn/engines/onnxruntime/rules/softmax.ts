import type { Rule } from '../lowering.js';

/** Along the last axis, wherever that lies. */
export const softmax: Rule = ({ inputs: [x], shape }, lowering) => {
  const order = lowering.orderOf(x!);
  const axis = order.indexOf(shape.length - 1);
  return { name: lowering.node('Softmax', [lowering.lying(x!)], { axis }), order };
};
