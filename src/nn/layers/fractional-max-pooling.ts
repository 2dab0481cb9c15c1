import { FoveaError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { type RegionOptions, type RegionSequence, regions, requireRatio } from '../fmp/regions.js';
import type { Tensor } from '../graph/tensor.js';
import { fractionalMaxPool2d } from '../ops/fractional-max-pool2d.js';
import type { Pair } from '../ops/windows.js';
import { defineLayer } from './layer.js';

/** Settings of a fractional max pooling: either its size or a ratio. */
export type FractionalMaxPoolingConfig = {
  /** `[height, width]` of the result. */
  readonly outputSize?: Pair;
  /** Height and width divided by it, rounded, are the result's. Above 1 and at most 2. @default √2 */
  readonly ratio?: number;
  /** @default 'random' */
  readonly sequence?: RegionSequence;
  /** @default true */
  readonly overlapping?: boolean;
  /** Drawn anew for every image (the paper), or once for a batch (TensorFlow). @default 'image' */
  readonly drawnFor?: 'image' | 'batch';
  /** `author`: overlapping regions of two pixels, as the author's program and PyTorch have. @default 'paper' */
  readonly form?: 'paper' | 'author';
};

/**
 * Max pooling by a ratio between 1 and 2: the largest number of each of regions that are one or two (overlapping: two
 * or three) pixels wide, drawn at random by every run, while the network learns and afterwards. All channels of an
 * image share its regions. The drawn tensors `rows` and `columns` may be fed instead, which replays a run.
 *
 * Source: Graham, "Fractional max-pooling", 2014, arXiv:1412.6071.
 * @throws BAD_OPTION for a ratio, or a size, that is not between 1 and 2; BAD_SHAPE for less than 2×2 pixels.
 */
export const fractionalMaxPooling = defineLayer<FractionalMaxPoolingConfig>(
  'fractionalMaxPooling',
  (x, config) => {
    const { overlapping = true } = config;
    const [height, width] = x.shape.slice(2) as [number, number];
    const [down, across] = sizeBehind([height, width], config);
    const rows = drawnRegions(x, { name: 'rows', length: height, count: down }, config);
    const columns = drawnRegions(x, { name: 'columns', length: width, count: across }, config);
    const widest = overlapping && (config.form ?? 'paper') === 'paper' ? 3 : 2;
    // A third region shares a pixel where as many regions as pixels leave one of a single pixel.
    const isFull = height === down || width === across;
    const most = overlapping ? (isFull ? 3 : 2) : 1;
    return fractionalMaxPool2d(x, { rows, columns, widest, most });
  },
);

function sizeBehind(
  [height, width]: readonly [number, number],
  { ratio = Math.SQRT2, outputSize }: FractionalMaxPoolingConfig,
): readonly [down: number, across: number] {
  if (outputSize !== undefined) {
    const [down, across] = typeof outputSize === 'number' ? [outputSize, outputSize] : outputSize;
    requireRatio(height, down);
    requireRatio(width, across);
    return [down, across];
  }
  if (!(ratio > 1 && ratio <= 2))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a ratio above 1 and at most 2 for fractional max pooling but received ${ratio}. ` +
        'For a larger ratio put an ordinary max pooling before it, or pool twice; by 1 nothing is pooled.',
    );
  if (Math.min(height, width) < 2)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected at least 2×2 pixels to pool but received ${height}×${width}. Pool less often, or begin with larger images.`,
    );
  return [Math.round(height / ratio), Math.round(width / ratio)];
}

function drawnRegions(
  { graph, shape }: Tensor,
  { name, length, count }: { readonly name: string; readonly length: number; readonly count: number },
  config: FractionalMaxPoolingConfig,
): Tensor {
  const { sequence = 'random', overlapping = true, drawnFor = 'image', form = 'paper' } = config;
  const options: RegionOptions = { length, count, sequence, overlapping, form };
  const images = drawnFor === 'image' ? shape[0]! : 1;
  return graph.drawn(name, {
    shape: [images, count, 2],
    dtype: 'int32',
    draw(values, random: Random) {
      for (let image = 0; image < images; image++) values.set(regions(options, random), image * count * 2);
    },
  });
}
