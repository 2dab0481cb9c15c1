import { channelBand, channelWindowSumOperator } from '../../../ops/channel-window-sum.js';
import type { Rule } from '../lowering.js';
import { channelsInnermost, inOrder, plainOrder, sameOrder } from '../order.js';

/** With channels innermost a product of matrices: nothing has to change its place. */
export const channelWindowSum: Rule = (operation, lowering) => {
  const { inputs, shape, attributes } = operation;
  const [x] = inputs as [(typeof inputs)[0]];
  if (!sameOrder(lowering.orderOf(x), channelsInnermost))
    return { name: channelWindowSumOperator.onnx!(operation, lowering), order: plainOrder(4) };
  const channels = shape[1]!;
  const { radius } = attributes as { radius: number };
  const band = lowering.floats(channelBand(channels, radius), [channels, channels]);
  const sums = lowering.node('Gemm', [lowering.reshape(lowering.lying(x), [-1, channels]), band]);
  return { name: lowering.reshape(sums, inOrder(shape, channelsInnermost)), order: channelsInnermost };
};
