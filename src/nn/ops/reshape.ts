import { sizeOf } from '../../core/ndarray.js';
import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';

type Target = { readonly to: Shape };

export const reshapeOperator: Operator<Target> = {
  name: 'reshape',
  shape([x], { to }, refuse) {
    if (sizeOf(x!) !== sizeOf(to)) refuse(`as many elements as [${to.join(', ')}] has`);
    return to;
  },
  evaluate: ({ inputs: [x], output }) => output.set(x!),
  gradient: ({ inputs: [x] }, upstream) => [reshape(upstream, x!.shape)],
  onnx({ inputs: [x], attributes }, emitter) {
    const { to } = attributes as Target;
    // The first axis is the batch: 0 takes whatever it is when the model runs.
    const kept = to[0] === x!.shape[0] ? [0, ...to.slice(1)] : to;
    return emitter.node('Reshape', [emitter.nameOf(x!), emitter.integers(kept)]);
  },
};

/** The same elements in another shape. The tensor itself, where it has that already. */
export const reshape = (x: Tensor, to: Shape): Tensor =>
  x.shape.join() === to.join() ? x : x.graph.apply(reshapeOperator, [x], { to });

/** `[batch, …]` → `[batch, features]`. */
export const flatten = (x: Tensor): Tensor => reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]);
