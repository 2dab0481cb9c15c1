import type { Random } from '../../core/random.js';
import { type RegionOptions, type RegionSequence, regions } from '../fmp/regions.js';
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
 */
export const fractionalMaxPooling = defineLayer<FractionalMaxPoolingConfig>(
  'fractionalMaxPooling',
  (x, config) => {
    const { ratio = Math.SQRT2, outputSize, overlapping = true } = config;
    const [height, width] = x.shape.slice(2) as [number, number];
    const [down, across] =
      outputSize === undefined
        ? [Math.round(height / ratio), Math.round(width / ratio)]
        : typeof outputSize === 'number'
          ? [outputSize, outputSize]
          : outputSize;
    const rows = drawnRegions(x, { name: 'rows', length: height, count: down }, config);
    const columns = drawnRegions(x, { name: 'columns', length: width, count: across }, config);
    const widest = overlapping && (config.form ?? 'paper') === 'paper' ? 3 : 2;
    // A third region shares a pixel where as many regions as pixels leave one of a single pixel.
    const isFull = height === down || width === across;
    const most = overlapping ? (isFull ? 3 : 2) : 1;
    return fractionalMaxPool2d(x, { rows, columns, widest, most });
  },
);

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
