import { sizeOf } from '../../core/ndarray.js';
import type { Operation, Shape, Tensor } from '../graph/tensor.js';
import { type Architecture, buildNetwork } from './architecture.js';

/** One layer of a network in numbers. */
export interface LayerDescription {
  readonly name: string;
  readonly type: string;
  /** Of one sample. */
  readonly outputShape: Shape;
  /** Trainable numbers. */
  readonly parameters: number;
  /** Products added up for one sample: of matrices and convolutions. */
  readonly multiplyAdds: number;
}

/** A network in numbers. */
export interface ArchitectureDescription {
  readonly name: string;
  readonly inputShape: Shape;
  readonly layers: readonly LayerDescription[];
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** Counts a network's layers, as it is used and not as it is trained. */
export function describeArchitecture(architecture: Architecture): ArchitectureDescription {
  const { graph, outputs } = buildNetwork(architecture, { batch: 1 });
  const layers = architecture.layers.map(([name, layer], i): LayerDescription => {
    const own = graph.tensors.filter((tensor) => tensor.name.startsWith(`${name}/`));
    return {
      name,
      type: layer.type,
      outputShape: outputs[i]!.shape.slice(1),
      parameters: sum(own.map((tensor) => (isTrainable(tensor) ? sizeOf(tensor.shape) : 0))),
      multiplyAdds: sum(own.map((tensor) => (tensor.kind === 'operation' ? productsOf(tensor) : 0))),
    };
  });
  return {
    name: architecture.name,
    inputShape: architecture.inputShape,
    layers,
    parameters: sum(layers.map(({ parameters }) => parameters)),
    multiplyAdds: sum(layers.map(({ multiplyAdds }) => multiplyAdds)),
  };
}

const isTrainable = (tensor: Tensor): boolean => tensor.kind === 'variable' && tensor.trainable;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function productsOf({ operator, inputs, shape }: Operation): number {
  const second = inputs[1]?.shape ?? [];
  if (operator.name === 'matmul') return sizeOf(shape) * second[0]!;
  if (operator.name === 'conv2d') return sizeOf(shape) * sizeOf(second.slice(1));
  return 0;
}
