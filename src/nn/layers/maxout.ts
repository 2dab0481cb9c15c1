import { FoveaError } from '../../core/errors.js';
import { sizeOf } from '../../core/ndarray.js';
import { maxPool2d } from '../ops/max-pool2d.js';
import { reshape } from '../ops/reshape.js';
import { defineLayer } from './layer.js';

/**
 * The largest of each `pieces` neighbouring units or channels: put behind a dense layer or a convolution with
 * `pieces` times as many, it is a piecewise linear activation that is learnt.
 *
 * Source: Goodfellow et al., "Maxout networks", ICML 2013.
 */
export const maxout = defineLayer<{ readonly pieces: number }>('maxout', (x, { pieces }) => {
  const [batch, channels, ...plane] = x.shape as [number, number, ...number[]];
  if (channels % pieces !== 0)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected a multiple of ${pieces} units or channels for maxout but received ${channels}.`,
    );
  const columns = reshape(x, [batch, channels / pieces, pieces, sizeOf(plane)]);
  return reshape(maxPool2d(columns, { size: [pieces, 1] }), [batch, channels / pieces, ...plane]);
});
