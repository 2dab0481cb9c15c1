import { flag, number } from '../../core/options.js';
import { reluActivation } from '../layers/activation.js';
import { type ConvolutionConfig, convolution } from '../layers/convolution.js';
import { dense } from '../layers/dense.js';
import { dropout } from '../layers/dropout.js';
import { flattening } from '../layers/flatten.js';
import { localResponseNormalisation } from '../layers/local-response-normalisation.js';
import { maxPooling } from '../layers/pooling.js';
import type { NamedLayer } from './architecture.js';
import type { NetworkDefinition } from './network.js';

const options = {
  grouped: flag({ default: true, describe: 'convolutions 2, 4 and 5 in two groups, as on two GPUs' }),
  width: number({
    default: 1,
    min: 0.01,
    max: 4,
    describe: 'so many times the filters and units of the paper: less for small data',
  }),
  dropout: number({ default: 0.5, min: 0, max: 0.99, describe: 'of the first two dense layers' }),
};

/** Below this side the first convolution takes small steps: a stride of 4 would leave too little for what follows. */
const SMALL = 96;

/**
 * AlexNet: five convolutions (96, 256, 384, 384, 256 filters), local response normalisation behind the first two,
 * overlapping 3×3 max pooling with stride 2 behind the first, second and fifth, then 4096, 4096 and the outputs.
 * 227×227 images give 9,216 features into the first dense layer and 60,965,224 parameters with 1000 outputs.
 *
 * Source: Krizhevsky, Sutskever & Hinton, "ImageNet classification with deep convolutional neural networks", NIPS
 * 2012. Differences: images smaller than 96 pixels get a first convolution of 5×5 with stride 1 instead of 11×11 with
 * stride 4; `width` scales filters and units; weights begin as He et al. 2015 have them.
 */
export const alexnet: NetworkDefinition<typeof options> = {
  name: 'alexnet',
  summary: 'the convolutional network that won ImageNet 2012; any image size from 28×28',
  task: { inputShape: [3, 227, 227], outputs: 1000 },
  options,
  // A third of the time and two fifths of the memory that 227 takes, and the same layers.
  side: () => 128,
  architecture({ inputShape, outputs }, { grouped, width, dropout: rate }) {
    const isSmall = Math.min(inputShape[1], inputShape[2]) < SMALL;
    const groups = grouped ? 2 : 1;
    const scaled = (count: number) => Math.max(groups, Math.round((count * width) / groups) * groups);
    const conv = (i: number, config: ConvolutionConfig): NamedLayer[] => [
      [`conv${i}`, convolution({ ...config, filters: scaled(config.filters) })],
      [`relu${i}`, reluActivation({})],
    ];
    const pool = (i: number): NamedLayer => [`pool${i}`, maxPooling({ size: 3, strides: 2 })];
    const first = isSmall ? { size: 5, padding: 2 } : { size: 11, strides: 4 };
    const layers: NamedLayer[] = [
      ...conv(1, { filters: 96, ...first }),
      ['norm1', localResponseNormalisation({})],
      pool(1),
      ...conv(2, { filters: 256, size: 5, padding: 2, groups, bias: 0.1 }),
      ['norm2', localResponseNormalisation({})],
      pool(2),
      ...conv(3, { filters: 384, size: 3, padding: 1 }),
      ...conv(4, { filters: 384, size: 3, padding: 1, groups, bias: 0.1 }),
      ...conv(5, { filters: 256, size: 3, padding: 1, groups, bias: 0.1 }),
      pool(5),
      ['flatten', flattening({})],
      ['dense6', dense({ units: scaled(4096) })],
      ['relu6', reluActivation({})],
      ['dropout6', dropout({ rate })],
      ['dense7', dense({ units: scaled(4096) })],
      ['relu7', reluActivation({})],
      ['dropout7', dropout({ rate })],
      ['dense8', dense({ units: outputs, initializer: 'glorot-normal' })],
    ];
    return { name: 'alexnet', inputShape, layers };
  },
  recipe: () => ({
    loss: 'softmax-cross-entropy',
    optimizer: 'momentum',
    rate: 0.01,
    rateDecay: 0.95,
    batch: 128,
    epochs: 30,
    l2: 5e-4,
  }),
};
