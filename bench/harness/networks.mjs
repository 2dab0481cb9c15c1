import { createRequire } from 'node:module';
import { Random, resolveOptions } from 'fovea/core';
import { buildNetwork, findNetwork } from 'fovea/nn';

/** The networks that are measured: by which options they are made, on what, and how many images at once. */
export const networks = {
  'mlp-sigmoid': {
    name: 'mlp',
    options: { activation: 'sigmoid' },
    shape: [1, 28, 28],
    outputs: 10,
    batch: 128,
    loss: 'mean-squared-error',
  },
  'mlp-relu': { name: 'mlp', options: {}, shape: [1, 28, 28], outputs: 10, batch: 128 },
  lenet: { name: 'lenet', options: {}, shape: [1, 28, 28], outputs: 10, batch: 128 },
  alexnet: {
    name: 'alexnet',
    options: { grouped: false, dropout: 0 },
    shape: [3, 227, 227],
    outputs: 1000,
    batch: 8,
  },
};

/** The seed of first weights, here and in sessions. */
export const seed = 1;

/** A dependency of those who want it: its rows are there where it is. */
export const hasOnnxRuntime = (() => {
  try {
    return createRequire(import.meta.url).resolve('onnxruntime-node') !== '';
  } catch {
    return false;
  }
})();

/** A network's layers. */
export function architectureOf({ name, options, shape, outputs }) {
  const definition = findNetwork(name);
  const task = { inputShape: shape, outputs };
  return definition.architecture(task, resolveOptions(name, definition.options, options));
}

/** What a session begins with: all weights one behind the other. */
export function firstWeights(network) {
  const { graph } = buildNetwork(architectureOf(network), { batch: 1 });
  const parts = graph.variables.map(({ name, shape, initializer }) =>
    initializer(shape, new Random(seed).fork(name)),
  );
  const data = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { data, shape: [data.length] };
}
