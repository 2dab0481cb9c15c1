import type { Tensor } from '../graph/tensor.js';
import { add, addOperator } from './add.js';

/**
 * A pooling by maxima, as early as it can be: what is monotone commutes with a maximum, so an activation, and a bias
 * that a whole channel shares, are put behind the pooling: there are fewer numbers there, and they come out the same.
 */
export function commuteWithMaximum(x: Tensor, pool: (x: Tensor) => Tensor): Tensor {
  if (x.kind !== 'operation') return pool(x);
  const { operator, inputs, attributes, graph } = x;
  const [first, second] = inputs as [Tensor, Tensor | undefined];
  if (operator.isMonotone) return graph.apply(operator, [commuteWithMaximum(first, pool)], attributes);
  const isBias = second?.shape.length === 3 && second.shape[1] === 1 && second.shape[2] === 1;
  if (operator === addOperator && isBias) return add(commuteWithMaximum(first, pool), second);
  return pool(x);
}
