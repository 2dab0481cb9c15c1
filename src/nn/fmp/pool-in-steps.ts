import type { Image } from '../../image/image.js';
import { referenceEngine } from '../engines/reference.js';
import { Graph } from '../graph/graph.js';
import type { Tensor } from '../graph/tensor.js';
import { type FractionalMaxPoolingConfig, fractionalMaxPooling } from '../layers/fractional-max-pooling.js';
import { transpose } from '../ops/transpose.js';
import { Session } from '../session.js';

/** An image that was pooled, and by which regions. */
export interface PooledStep {
  /** What came of it. */
  readonly image: Image<Uint8Array>;
  /** First and last row of each region, in order: `[first, last, first, last, …]`; of the image before. */
  readonly rows: Int32Array;
  /** Columns likewise. */
  readonly columns: Int32Array;
}

/** How an image is pooled again and again. */
export type PoolInStepsOptions = Omit<FractionalMaxPoolingConfig, 'outputSize' | 'drawnFor'> & {
  readonly steps: number;
  readonly seed: number;
};

/**
 * Pools an image by one fractional max pooling after another, as a network does, and tells the regions of each.
 * @throws BAD_OPTION for a ratio outside 1 … 2; BAD_SHAPE where less than 2×2 pixels are left to pool.
 */
export async function poolInSteps(
  image: Image<Uint8Array>,
  { steps, seed, ...config }: PoolInStepsOptions,
): Promise<PooledStep[]> {
  const { width, height, channels } = image;
  const graph = new Graph();
  const input = graph.placeholder('image', [1, height, width, channels]);
  const context = { training: false, updates: [] };
  let last: Tensor = graph.scope('planes', () => transpose(input, [0, 3, 1, 2]));
  const fetches: Tensor[] = [];
  for (let i = 1; i <= steps; i++) {
    last = graph.scope(`fmp${i}`, () => fractionalMaxPooling(config).apply(last, context));
    const [rows, columns] = graph.tensors.filter(({ kind }) => kind === 'drawn').slice(-2);
    fetches.push(transpose(last, [0, 2, 3, 1]), rows!, columns!);
  }
  const session = new Session({ engine: referenceEngine(), seed });
  const found = await session.run(fetches, { feeds: new Map([[input, Float32Array.from(image.data)]]) });
  return Array.from({ length: steps }, (_, i): PooledStep => {
    const [, down, across] = fetches[3 * i]!.shape;
    const [pixels, rows, columns] = found.slice(3 * i, 3 * i + 3);
    return {
      image: { data: Uint8Array.from(pixels!), width: across!, height: down!, channels },
      rows: Int32Array.from(rows!),
      columns: Int32Array.from(columns!),
    };
  });
}
