import type { Json } from '../../core/state.js';
import type { Update } from '../engines/engine.js';
import type { Tensor } from '../graph/tensor.js';

/** What a layer is made in. */
export interface LayerContext {
  /** True while the network learns: dropout drops, batch normalisation takes the batch's own statistics. */
  readonly training: boolean;
  /** Where a layer puts what a training step updates besides the weights: running means. */
  readonly updates: Update[];
}

/** Plain settings of a layer; what is left out takes its default. */
export type LayerConfig = { readonly [key: string]: Json };

/** One layer of a network: plain data, and how it becomes part of a graph. */
export interface Layer {
  /** Its registry name. */
  readonly type: string;
  readonly config: LayerConfig;
  /** Adds the layer to the graph of `x`, `[batch, …]`. Called in a scope of the layer's own. @throws BAD_SHAPE */
  apply(x: Tensor, context: LayerContext): Tensor;
}

/** A layer's type: called with settings, it makes a layer. */
export interface LayerType<C extends object = LayerConfig> {
  (config: C): Layer;
  readonly type: string;
}

/** Makes a function a layer's type: what `apply` needs of the settings is checked where it uses them. */
export function defineLayer<C extends object>(
  type: string,
  apply: (x: Tensor, config: C, context: LayerContext) => Tensor,
): LayerType<C> {
  const create = (config: C): Layer => ({
    type,
    config: config as unknown as LayerConfig,
    apply: (x, context) => apply(x, config, context),
  });
  return Object.assign(create, { type });
}
