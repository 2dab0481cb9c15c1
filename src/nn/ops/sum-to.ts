import type { Shape, Tensor } from '../graph/tensor.js';
import { reduceSum } from './reduce-sum.js';
import { reshape } from './reshape.js';

/**
 * The gradient of a broadcast: sums over the axes along which a tensor of `shape` was repeated. The tensor itself,
 * where it was not.
 */
export function sumTo(tensor: Tensor, shape: Shape): Tensor {
  const added = tensor.shape.length - shape.length;
  const axes = tensor.shape.flatMap((length, axis) =>
    axis < added || (shape[axis - added] === 1 && length !== 1) ? [axis] : [],
  );
  return axes.length === 0 ? tensor : reshape(reduceSum(tensor, { axes }), shape);
}
