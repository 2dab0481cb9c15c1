import { FoveaError } from '../../core/errors.js';
import { choice, flag, integer, number, type OptionsOf, resolveOptions } from '../../core/options.js';
import { fmpSizes } from '../fmp/fmp-sizes.js';
import { leakyReluActivation } from '../layers/activation.js';
import { type ConvolutionConfig, convolution } from '../layers/convolution.js';
import { dense } from '../layers/dense.js';
import { dropout } from '../layers/dropout.js';
import { flattening } from '../layers/flatten.js';
import { fractionalMaxPooling } from '../layers/fractional-max-pooling.js';
import type { Architecture, NamedLayer } from './architecture.js';
import type { Task } from './network.js';

/** What `fmpNetwork` is told in numbers and words. */
export const fmpNetworkOptions = {
  filters: integer({
    default: 32,
    min: 1,
    describe: 'of the first convolution; the i-th has i times as many',
  }),
  layers: integer({
    default: 6,
    min: 1,
    max: 20,
    describe: 'convolutions with a fractional pooling behind',
  }),
  ratio: number({
    default: Math.SQRT2,
    describe: 'of the sides before and behind a pooling: above 1 and below 2',
  }),
  classes: integer({ default: 10, min: 1, describe: 'outputs' }),
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
};

type Options = OptionsOf<typeof fmpNetworkOptions>;

/** How a network of fractional poolings is to be: what is left out takes its default. */
export interface FmpNetworkOptions extends Partial<Options> {
  /** `[channels, height, width]` of the images; smaller ones than the network's get a border of zeros. @default one channel, of the network's side */
  readonly inputShape?: Task['inputShape'];
}

/** Small weights: maxima over regions make numbers larger from layer to layer, which He's rule does not reckon with. */
const initializer = 'lecun-normal';

/** x where it is above 0, else a third of it: "very leaky". */
const SLOPE = 0.333;

/**
 * A network of fractional max poolings of any size, `(n·i C2 – FMP)ᵢ₌₁…ₗ – C2 – C1 – output`:
 *
 * 1. `layers` times a convolution by 2×2 with i · `filters` filters, a rectifier with a slope of ⅓, and a fractional max
 *    pooling by `ratio`;
 * 2. a convolution by 2×2 of the 2×2 pixels that are left, and one by 1×1, each with a rectifier;
 * 3. `classes` outputs.
 *
 * Dropout behind each rectifier grows with depth from 0 to `dropout`. Sizes are computed backwards from the end (see
 * `fmpSizes`), which gives the side of the input: 36 for the paper's network for MNIST, `(32n C2 – FMP√2)₆`, 94 for
 * that for CIFAR-100, `(64n C2 – FMP∛2)₁₂`. Images are laid in its middle.
 *
 * ```ts
 * const cifar100 = fmpNetwork({ filters: 64, layers: 12, ratio: Math.cbrt(2), classes: 100, inputShape: [3, 32, 32] });
 * ```
 *
 * `Network.create({ definition: findNetwork('fmp'), … })` trains one (there the option `layers` is called `poolings`).
 *
 * Source: Graham, "Fractional max-pooling", 2014, arXiv:1412.6071, section 4. Differences: first weights of variance
 * 1 / fan-in; the C1 and output layers are dense, which is the same on one pixel.
 * @throws BAD_OPTION for a ratio outside (1, 2), or one that sizes cannot be computed back with; BAD_SHAPE for images
 * that are larger than the network's input, or smaller than 2×2.
 */
export function fmpNetwork({ inputShape: shape, ...given }: FmpNetworkOptions = {}): Architecture {
  const options = resolveOptions('fmpNetwork', fmpNetworkOptions, given);
  const { input } = fmpSizes(options.layers, options.ratio);
  const inputShape = shape ?? [1, input, input];
  const padding = borderOf(inputShape, { input, ...options });
  return { name: 'fmp', inputShape, layers: [...poolingLayers(padding, options), ...lastLayers(options)] };
}

function poolingLayers(border: ConvolutionConfig['padding'], options: Options): NamedLayer[] {
  const { filters, layers, ratio, sequence, overlapping, drawnFor, form } = options;
  return fmpSizes(layers, ratio).pooled.flatMap((outputSize, k): NamedLayer[] => {
    const i = k + 1;
    const padding = k === 0 ? border : 'valid';
    return [
      [`conv${i}`, convolution({ filters: filters * i, size: 2, padding, initializer })],
      leaky(i),
      [`fmp${i}`, fractionalMaxPooling({ outputSize, sequence, overlapping, drawnFor, form })],
      dropped(i, options),
    ];
  });
}

function lastLayers(options: Options): NamedLayer[] {
  const { filters, layers, classes } = options;
  const [last, end] = [layers + 1, layers + 2];
  return [
    [`conv${last}`, convolution({ filters: filters * last, size: 2, initializer })],
    leaky(last),
    dropped(last, options),
    ['flatten', flattening({})],
    [`dense${end}`, dense({ units: filters * end, initializer })],
    leaky(end),
    dropped(end, options),
    ['output', dense({ units: classes, initializer: 'glorot-normal' })],
  ];
}

const leaky = (i: number): NamedLayer => [`leaky${i}`, leakyReluActivation({ slope: SLOPE })];

const dropped = (i: number, { dropout: most, layers }: Options): NamedLayer => [
  `dropout${i}`,
  dropout({ rate: (most * i) / (layers + 2) }),
];

/** Zeros around images so that they become as large as the network wants them: above, left, below, right. */
function borderOf(
  [, height, width]: Task['inputShape'],
  { input, layers, ratio }: Options & { readonly input: number },
): readonly [number, number, number, number] {
  const refuse = (expected: string, help: string) => {
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected images of ${expected} for ${layers} fractional poolings by ${ratio.toFixed(3)} but received ${height}×${width}. ${help}`,
    );
  };
  if (Math.min(height, width) < 2) refuse('at least 2×2', 'Take larger images: there is nothing to pool.');
  if (Math.max(height, width) > input)
    refuse(`at most ${input}×${input}`, 'Resize them (--size), or take more poolings or a larger ratio.');
  const [above, left] = [(input - height) >> 1, (input - width) >> 1];
  return [above, left, input - height - above, input - width - left];
}
