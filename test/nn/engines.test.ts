import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { Random } from '../../src/core/random.js';
import type { Engine } from '../../src/nn/engines/engine.js';
import { referenceEngine } from '../../src/nn/engines/reference.js';
import { gradients } from '../../src/nn/gradients.js';
import { Graph } from '../../src/nn/graph/graph.js';
import type { Tensor, Values } from '../../src/nn/graph/tensor.js';
import { findNetwork } from '../../src/nn/networks/index.js';
import type { Task } from '../../src/nn/networks/network.js';
import { multiply } from '../../src/nn/ops/multiply.js';
import { reduceSum } from '../../src/nn/ops/reduce-sum.js';
import { Trainer } from '../../src/nn/train/trainer.js';
import { engines } from './helpers/engines.js';
import { operatorCases } from './helpers/operator-cases.js';

/** The largest difference of two lists, relative to the largest number of the second where that is above 1. */
function difference(found: Float32Array, expected: Float32Array): number {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0) / scale;
}

/** An operator's result and gradients, as an engine computes them in a step that trains. */
async function resultsOf(engine: Engine, [, , inputs, build]: (typeof operatorCases)[number]) {
  const graph = new Graph();
  const random = new Random(7);
  const feeds = new Map<Tensor, Values>();
  const tensors = inputs.map(({ shape, values, fixed }, i) => {
    const numbers = values ?? Array.from({ length: sizeOf(shape) }, () => random.uniform(-1, 1));
    const tensor = graph.placeholder(`input${i}`, shape, fixed ? 'int32' : 'float32');
    feeds.set(tensor, fixed ? Int32Array.from(numbers) : Float32Array.from(numbers));
    return tensor;
  });
  const result = build(...tensors);
  const weights = Float32Array.from({ length: sizeOf(result.shape) }, () => random.uniform(0.5, 1.5));
  const loss = reduceSum(multiply(result, graph.constant({ data: weights, shape: result.shape })));
  const counter = graph.variable('counter', { shape: [], initializer: () => new Float32Array(1) });
  const moving = tensors.filter(({ dtype }) => dtype === 'float32');
  const executable = await engine.compile({
    graph,
    fetches: [result, loss, ...gradients(loss, moving)],
    updates: [{ variable: counter, value: loss }],
  });
  const results = await executable.run(feeds);
  await executable.dispose();
  return results;
}

const digits: Task = { inputShape: [1, 28, 28], outputs: 10 };

/** Losses of two steps, the weights after them, and answers, of a network that trains on random images. */
async function trained(engine: Engine, name: string, task: Task, given: Record<string, unknown>) {
  const { architecture, options } = findNetwork(name);
  const trainer = new Trainer({
    architecture: architecture(task, resolveOptions(name, options, given)),
    objective: {
      loss: 'softmax-cross-entropy',
      optimizer: 'momentum',
      optimizerOptions: { nesterov: true },
      l1: 0,
      l2: 1e-3,
    },
    engine,
    seed: 5,
  });
  const random = new Random(6);
  const count = 4;
  const images = () => Float32Array.from({ length: count * sizeOf(task.inputShape) }, () => random.uniform());
  const losses = [];
  for (let step = 0; step < 2; step++) {
    const targets = Int32Array.from({ length: count }, (_, i) => i % task.outputs);
    const batch = { inputs: images(), targets, count };
    losses.push((await trainer.step(batch, { rate: 0.02, step })).loss);
  }
  const weights = await trainer.weights();
  const answers = await trainer.answers(images());
  await trainer.dispose();
  return { losses: Float32Array.from(losses), weights, answers };
}

describe.each(engines.map((engine) => [engine.name, engine] as const))('the engine %s', (_, engine) => {
  it.each(operatorCases)('agrees with the reference on %s %s and its gradients', async (...operatorCase) => {
    const expected = await resultsOf(referenceEngine(), operatorCase);
    const found = await resultsOf(engine, operatorCase);
    for (const [i, values] of expected.entries()) expect(difference(found[i]!, values)).toBeLessThan(2e-6);
  });

  it.each([
    ['mlp', digits, {}],
    ['mlp', digits, { activation: 'sigmoid' }],
    ['lenet', digits, {}],
    ['lenet', digits, { activation: 'tanh', pooling: 'average', connections: 'lenet-5' }],
    ['alexnet', { inputShape: [3, 32, 32], outputs: 5 } as Task, { width: 0.03 }],
  ])('trains %s as the reference does (%o, %o)', async (name, task, given) => {
    const expected = await trained(referenceEngine(), name, task, given);
    const found = await trained(engine, name, task, given);
    expect(difference(found.losses, expected.losses)).toBeLessThan(1e-5);
    expect([...found.weights.keys()]).toEqual([...expected.weights.keys()]);
    for (const [variable, values] of expected.weights)
      expect(difference(found.weights.get(variable)!, values), variable).toBeLessThan(1e-5);
    expect(difference(found.answers, expected.answers)).toBeLessThan(1e-5);
  });
});
