import { FoveaError } from '../../core/errors.js';
import { choice, flag, integer, number, type OptionsOf } from '../../core/options.js';
import { fmpSizes } from '../fmp/fmp-sizes.js';
import type { RegionSequence } from '../fmp/regions.js';
import { leakyReluActivation } from '../layers/activation.js';
import { convolution } from '../layers/convolution.js';
import { dense } from '../layers/dense.js';
import { dropout } from '../layers/dropout.js';
import { flattening } from '../layers/flatten.js';
import { fractionalMaxPooling } from '../layers/fractional-max-pooling.js';
import type { NamedLayer } from './architecture.js';
import type { NetworkDefinition, Task } from './network.js';

const options = {
  filters: integer({
    default: 32,
    min: 1,
    describe: 'of the first convolution; the i-th has i times as many',
  }),
  poolings: integer({
    default: 6,
    min: 1,
    max: 20,
    describe: 'convolutions with a fractional pooling behind',
  }),
  ratio: number({
    default: Math.SQRT2,
    min: 1,
    max: 2,
    describe: 'of the sides before and behind a pooling',
  }),
  sequence: choice({
    choices: ['random', 'pseudorandom'],
    default: 'random',
    describe: 'how the regions are drawn',
  }),
  overlapping: flag({ default: true, describe: 'neighbouring regions share a pixel' }),
  drawnFor: choice({
    choices: ['image', 'batch'],
    default: 'image',
    describe: 'regions are drawn for each image (the paper) or once a batch (TensorFlow)',
  }),
  form: choice({
    choices: ['paper', 'author'],
    default: 'paper',
    describe:
      "overlapping regions as the paper has them, or of two pixels, as the author's program and PyTorch",
  }),
  dropout: number({
    default: 0.5,
    min: 0,
    max: 0.99,
    describe: 'of the last layer; it grows with depth from 0',
  }),
  repeatTests: integer({
    default: 1,
    min: 1,
    max: 1000,
    describe: 'answers, with fresh regions, that are added up for each image',
  }),
  repeatVote: flag({ default: false, describe: 'each of these answers has one vote instead' }),
};

type Options = OptionsOf<typeof options>;

/** Small weights: maxima over regions make numbers larger from layer to layer, which He's rule does not reckon with. */
const initializer = 'lecun-normal';

/** x where it is above 0, else a third of it: "very leaky". */
const SLOPE = 0.333;

function layersOf({ outputs }: Task, border: readonly [number, number, number, number], given: Options) {
  const { filters, poolings, ratio, sequence, overlapping, drawnFor, form } = given;
  const { pooled } = fmpSizes(poolings, ratio);
  const rate = (depth: number) => (given.dropout * depth) / (poolings + 2);
  const behind = (i: number): NamedLayer[] => [
    [`leaky${i}`, leakyReluActivation({ slope: SLOPE })],
    [`dropout${i}`, dropout({ rate: rate(i) })],
  ];
  const list = pooled.flatMap((outputSize, k): NamedLayer[] => {
    const i = k + 1;
    const padding = k === 0 ? border : 'valid';
    const pooling = { outputSize, sequence: sequence as RegionSequence, overlapping, drawnFor, form };
    const [leaky, drop] = behind(i) as [NamedLayer, NamedLayer];
    return [
      [`conv${i}`, convolution({ filters: filters * i, size: 2, padding, initializer })],
      leaky,
      [`fmp${i}`, fractionalMaxPooling(pooling as Parameters<typeof fractionalMaxPooling>[0])],
      drop,
    ];
  });
  const [last, end] = [poolings + 1, poolings + 2];
  return [
    ...list,
    [`conv${last}`, convolution({ filters: filters * last, size: 2, initializer })] as const,
    ...behind(last),
    ['flatten', flattening({})] as const,
    [`dense${end}`, dense({ units: filters * end, initializer })] as const,
    ...behind(end),
    ['output', dense({ units: outputs, initializer: 'glorot-normal' })] as const,
  ] satisfies NamedLayer[];
}

/** Zeros around images so that they become as large as the network wants them. */
function borderOf(
  { inputShape }: Task,
  { poolings, ratio }: Options,
): readonly [number, number, number, number] {
  const [, height, width] = inputShape;
  const { input } = fmpSizes(poolings, ratio);
  const missing = [input - height, input - width] as const;
  if (missing.some((pixels) => pixels < 0))
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected images of at most ${input}×${input} for ${poolings} fractional poolings by ${ratio.toFixed(3)} but received ${height}×${width}. ` +
        'Resize them (--size), or take more poolings or a larger ratio.',
    );
  const [top, left] = missing.map((pixels) => pixels >> 1) as [number, number];
  return [top, left, missing[0] - top, missing[1] - left];
}

/**
 * A network of fractional max poolings: `(n·i C2 – FMP)ᵢ₌₁…ₗ – C2 – C1 – output`, convolutions by 2×2, rectifiers
 * with a slope of ⅓, dropout that grows with depth. The defaults are the paper's network for MNIST,
 * `(32n C2 – FMP√2)₆ – C2 – C1 – output`, of 36×36 pixels: digits of 28×28 get a border of zeros. With 64 filters,
 * 12 poolings and a ratio of ∛2 it is the one for CIFAR-100 (94×94).
 *
 * Source: Graham, "Fractional max-pooling", 2014, arXiv:1412.6071. Differences: first weights of variance 1 / fan-in, and Adam,
 * since ten epochs are too few for momentum 0.99 (`--optimizer momentum --momentum 0.99 --nesterov yes`); the C1 and output
 * layers are dense, which is the same on one pixel.
 */
export const fmp: NetworkDefinition<typeof options> = {
  name: 'fmp',
  aliases: ['fmp-mnist'],
  summary: "Graham's network of fractional max poolings",
  task: { inputShape: [1, 28, 28], outputs: 10 },
  options,
  side: ({ poolings, ratio }) => fmpSizes(poolings, ratio).input,
  architecture: (task, given) => ({
    name: 'fmp',
    inputShape: task.inputShape,
    layers: layersOf(task, borderOf(task, given), given),
  }),
  recipe: () => ({
    loss: 'softmax-cross-entropy',
    optimizer: 'adam',
    rate: 0.001,
    schedule: 'cosine',
    batch: 100,
    epochs: 10,
  }),
};

/** As `fmp`, with the paper's numbers for CIFAR-100: 12.8 million parameters, 2.4 thousand million products an image. */
export const fmpCifar100: NetworkDefinition<typeof options> = {
  ...fmp,
  name: 'fmp-cifar100',
  aliases: [],
  summary: "Graham's network for CIFAR-100: large",
  task: { inputShape: [3, 32, 32], outputs: 100 },
  options: {
    ...options,
    filters: integer({ ...options.filters, default: 64 }),
    poolings: integer({ ...options.poolings, default: 12 }),
    ratio: number({ ...options.ratio, default: Math.cbrt(2) }),
  },
};
