import type { Operator } from '../graph/operator.js';
import type { Tensor } from '../graph/tensor.js';

type Reach = { readonly radius: number };

export const channelWindowSumOperator: Operator<Reach> = {
  name: 'channelWindowSum',
  shape: ([x], _, refuse) => (x!.length === 4 ? x! : refuse('[batch, channels, height, width]')),
  evaluate({ inputs: [x], output, shape, attributes: { radius } }) {
    const [batch, channels, height, width] = shape as [number, number, number, number];
    const plane = height * width;
    for (let image = 0; image < batch; image++) {
      for (let channel = 0; channel < channels; channel++) {
        const from = image * channels + Math.max(0, channel - radius);
        const to = image * channels + Math.min(channels - 1, channel + radius);
        for (let i = 0; i < plane; i++) {
          let sum = 0;
          for (let c = from; c <= to; c++) sum += x![c * plane + i]!;
          output[(image * channels + channel) * plane + i] = sum;
        }
      }
    }
  },
  // A channel is in another's window exactly when that one is in its own.
  gradient: ({ attributes }, upstream) => [channelWindowSum(upstream, attributes as Reach)],
  onnx({ inputs: [x], attributes }, emitter) {
    const { radius } = attributes as Reach;
    const channels = x!.shape[1]!;
    const filters = emitter.floats(channelBand(channels, radius), [channels, channels, 1, 1]);
    return emitter.node('Conv', [emitter.nameOf(x!), filters]);
  },
};

/** A matrix `[channels, channels]` that is 1 where two channels are in one window: sums as a product, or a 1×1 convolution. */
export const channelBand = (channels: number, radius: number): number[] =>
  Array.from({ length: channels * channels }, (_, i) =>
    Math.abs(Math.floor(i / channels) - (i % channels)) <= radius ? 1 : 0,
  );

/** Sums each channel with up to `radius` neighbours on either side, pixel by pixel. */
export const channelWindowSum = (x: Tensor, { radius }: Reach): Tensor =>
  x.graph.apply(channelWindowSumOperator, [x], { radius });
