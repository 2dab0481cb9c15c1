import type { Update } from '../engines/engine.js';
import { Graph } from '../graph/graph.js';
import type { Placeholder, Shape, Tensor } from '../graph/tensor.js';
import type { Layer } from '../layers/layer.js';

/** A layer and what it is called in the network. */
export type NamedLayer = readonly [name: string, layer: Layer];

/** A network as plain data: what goes in, and one layer after another. */
export interface Architecture {
  readonly name: string;
  /** Of one sample: `[channels, height, width]` of an image, `[features]` of a vector. */
  readonly inputShape: Shape;
  /** Names differ: they are the scopes of the layers' variables. */
  readonly layers: readonly NamedLayer[];
}

/** A network as part of a graph. */
export interface BuiltNetwork {
  readonly graph: Graph;
  /** `[batch, …inputShape]` */
  readonly input: Placeholder;
  /** What the last layer gives, `[batch, outputs]`. */
  readonly output: Tensor;
  /** What each layer gives, in order. */
  readonly outputs: readonly Tensor[];
  /** Running means that a training step updates beside the weights. */
  readonly updates: readonly Update[];
}

/**
 * Lays a network out in a graph of its own.
 * @param options.batch images at once: a graph's shapes are fixed.
 * @param options.training true while it learns (dropout drops); default false.
 * @throws BAD_SHAPE, naming the layer, where layers do not fit.
 */
export function buildNetwork(
  { inputShape, layers }: Architecture,
  { batch, training = false }: { readonly batch: number; readonly training?: boolean },
): BuiltNetwork {
  const graph = new Graph();
  const input = graph.placeholder('input', [batch, ...inputShape]);
  const updates: Update[] = [];
  const outputs: Tensor[] = [];
  for (const [name, layer] of layers)
    outputs.push(graph.scope(name, () => layer.apply(outputs.at(-1) ?? input, { training, updates })));
  return { graph, input, output: outputs.at(-1) ?? input, outputs, updates };
}
