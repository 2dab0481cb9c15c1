import { choice } from '../../core/options.js';
import { reluActivation, tanhActivation } from '../layers/activation.js';
import { convolution } from '../layers/convolution.js';
import { dense } from '../layers/dense.js';
import { flattening } from '../layers/flatten.js';
import { averagePooling, maxPooling } from '../layers/pooling.js';
import type { NamedLayer } from './architecture.js';
import type { NetworkDefinition } from './network.js';

const options = {
  activation: choice({ choices: ['relu', 'tanh'], default: 'relu', describe: 'behind every layer' }),
  pooling: choice({ choices: ['max', 'average'], default: 'max', describe: 'over 2×2 pixels' }),
  connections: choice({
    choices: ['full', 'lenet-5'],
    default: 'full',
    describe: 'which of the six maps each filter of the second convolution sees',
  }),
};

/** Table I of the paper: the maps that each of the sixteen filters sees. */
const lenet5Connections = [
  ...Array.from({ length: 6 }, (_, i) => [i, (i + 1) % 6, (i + 2) % 6]),
  ...Array.from({ length: 6 }, (_, i) => [i, (i + 1) % 6, (i + 2) % 6, (i + 3) % 6]),
  ...Array.from({ length: 3 }, (_, i) => [i, (i + 1) % 6, (i + 3) % 6, (i + 4) % 6]),
  [0, 1, 2, 3, 4, 5],
].map((maps) => maps.toSorted((a, b) => a - b));

/** The side of the images that it was made for; smaller ones get a border of zeros in the first convolution. */
const SIDE = 32;

/**
 * LeNet-5: two convolutions of 5×5 (6 and 16 filters), each followed by 2×2 pooling, then 120, 84 and the outputs.
 * MNIST's 28×28 digits are padded to 32×32.
 *
 * Source: LeCun et al., "Gradient-based learning applied to document recognition", 1998, doi:10.1109/5.726791.
 * Differences: rectifiers and max pooling by default (`activation`, `pooling`), all maps connected (`connections`),
 * pooling without weights, softmax instead of radial basis functions.
 */
export const lenet: NetworkDefinition<typeof options> = {
  name: 'lenet',
  summary: "LeCun's convolutional network of two convolutions and three dense layers",
  task: { inputShape: [1, 28, 28], outputs: 10 },
  options,
  side: () => SIDE,
  architecture({ inputShape, outputs }, { activation, pooling, connections }) {
    const [, height, width] = inputShape;
    const missing = Math.max(0, SIDE - Math.min(height, width));
    const border = [missing >> 1, missing >> 1, (missing + 1) >> 1, (missing + 1) >> 1] as const;
    const initializer = activation === 'tanh' ? 'lecun-normal' : 'he-normal';
    const act = () => (activation === 'tanh' ? tanhActivation({}) : reluActivation({}));
    const pool = () => (pooling === 'max' ? maxPooling({ size: 2 }) : averagePooling({ size: 2 }));
    const second = {
      filters: 16,
      size: 5,
      initializer,
      ...(connections === 'lenet-5' && { connections: lenet5Connections }),
    } as const;
    const layers: NamedLayer[] = [
      ['conv1', convolution({ filters: 6, size: 5, padding: border, initializer })],
      [`${activation}1`, act()],
      ['pool1', pool()],
      ['conv2', convolution(second)],
      [`${activation}2`, act()],
      ['pool2', pool()],
      ['flatten', flattening({})],
      ['dense1', dense({ units: 120, initializer })],
      [`${activation}3`, act()],
      ['dense2', dense({ units: 84, initializer })],
      [`${activation}4`, act()],
      ['dense3', dense({ units: outputs, initializer: 'glorot-normal' })],
    ];
    return { name: 'lenet', inputShape, layers };
  },
  recipe: () => ({
    loss: 'softmax-cross-entropy',
    optimizer: 'adam',
    rate: 0.002,
    schedule: 'cosine',
    batch: 128,
    epochs: 10,
  }),
};
