import { broadcastStrides, forEachElement } from '../../graph/broadcast.js';
import type { Shape, Tensor, Variable } from '../../graph/tensor.js';
import type { UpdateChain } from './in-place-updates.js';
import { inOrder, type Order, plainOrder, sameOrder } from './order.js';
import { orderOfFilters, orderOfImages } from './rules/convolution-products.js';

/**
 * The orders in which variables had best lie, where that is not the one they are written in: filters as convolutions
 * read them, and beside them what is updated with them.
 * @param tensors of the whole program.
 */
export function variableOrders(
  tensors: readonly Tensor[],
  chains: readonly UpdateChain[],
): ReadonlyMap<Variable, Order> {
  const filters = new Map<Tensor, Order>();
  for (const tensor of tensors) {
    if (tensor.kind !== 'operation' || tensor.operator.name !== 'conv2d') continue;
    const [x, variable] = tensor.inputs as [Tensor, Tensor];
    const order = orderOfFilters(orderOfImages(x.shape[1]!, variable.shape[0]!));
    if (!sameOrder(order, plainOrder(4))) filters.set(variable, order);
  }
  const orders = new Map<Variable, Order>();
  for (const chain of chains) {
    const variables = variablesOf(chain);
    const order = variables.map((variable) => filters.get(variable)).find((each) => each !== undefined);
    if (order && !variables.some((variable) => orders.has(variable)))
      for (const variable of variables) orders.set(variable, order);
  }
  // Chains that share a variable would have to agree.
  const agree = chains.every(
    (chain) => new Set(variablesOf(chain).map((each) => `${orders.get(each)}`)).size === 1,
  );
  return agree ? orders : new Map();
}

function variablesOf({ updates, additions }: UpdateChain): Variable[] {
  const terms = additions.flatMap(({ a, b }) => [a, b]).filter((term) => term.kind === 'variable');
  return [...updates.map(({ variable }) => variable), ...terms];
}

/** Numbers as they are written, put into an order of axes; `from` and `to` say how they lie. */
export function reordered(
  values: Float32Array,
  shape: Shape,
  { from, to }: { readonly from: Order; readonly to: Order },
): Float32Array {
  if (sameOrder(from, to)) return values;
  const strides = broadcastStrides(inOrder(shape, from), inOrder(shape, from));
  const out = new Float32Array(values.length);
  const steps = to.map((axis) => (shape[axis] === 1 ? 0 : strides[from.indexOf(axis)]!));
  forEachElement(inOrder(shape, to), [steps], (element, place) => {
    out[element] = values[place]!;
  });
  return out;
}
