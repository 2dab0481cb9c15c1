import { FoveaError } from '../core/errors.js';
import type { Tensor } from './graph/tensor.js';
import { add } from './ops/add.js';
import { broadcastTo } from './ops/broadcast-to.js';

/**
 * Reverse-mode differentiation: adds to the graph what the gradient of `loss` by each of `by` is computed from.
 *
 * 1. Tensors on a path from one of `by` to the loss are marked.
 * 2. From the loss backwards, each marked operation passes its gradient on to its inputs, through its operator's own
 *    rule; a tensor used several times adds up what comes back.
 *
 * Source: Linnainmaa 1970; Baydin et al., "Automatic differentiation in machine learning", JMLR 18, 2018.
 *
 * @param loss a single number.
 * @returns one tensor for each of `by`, of its shape; 0 where the loss does not depend on it.
 * @throws BAD_SHAPE when the loss has more than one element.
 */
export function gradients(loss: Tensor, by: readonly Tensor[]): Tensor[] {
  if (loss.shape.some((length) => length !== 1))
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected a loss of one number but ${loss.name} has shape [${loss.shape.join(', ')}]. Reduce it first.`,
    );
  const { graph } = loss;
  const zero = (tensor: Tensor) => broadcastTo(graph.constant(0), tensor.shape);
  return graph.scope('gradients', () => {
    const reaching = dependents(loss, by);
    const found = new Map<Tensor, Tensor>([[loss, broadcastTo(graph.constant(1), loss.shape)]]);
    for (const tensor of graph.tensors.slice(0, loss.id + 1).toReversed()) {
      const upstream = found.get(tensor);
      if (upstream === undefined || tensor.kind !== 'operation' || !reaching.has(tensor)) continue;
      const parts = tensor.operator.gradient?.(tensor, upstream) ?? [];
      for (const [i, part] of parts.entries()) {
        const input = tensor.inputs[i]!;
        if (part === undefined || !reaching.has(input)) continue;
        const before = found.get(input);
        found.set(input, before ? add(before, part) : part);
      }
    }
    return by.map((tensor) => found.get(tensor) ?? zero(tensor));
  });
}

/** Those of `sources` and everything up to `last` that is computed from them. */
function dependents(last: Tensor, sources: readonly Tensor[]): Set<Tensor> {
  const marked = new Set(sources);
  for (const tensor of last.graph.tensors.slice(0, last.id + 1))
    if (tensor.kind === 'operation' && tensor.inputs.some((input) => marked.has(input))) marked.add(tensor);
  return marked;
}
