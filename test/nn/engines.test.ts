import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { Random } from '../../src/core/random.js';
import { builtinEngine } from '../../src/nn/engines/builtin/engine.js';
import type { Engine } from '../../src/nn/engines/engine.js';
import { referenceEngine } from '../../src/nn/engines/reference.js';
import { gradients } from '../../src/nn/gradients.js';
import { Graph } from '../../src/nn/graph/graph.js';
import type { Tensor, Values } from '../../src/nn/graph/tensor.js';
import { findNetwork } from '../../src/nn/networks/index.js';
import type { Task } from '../../src/nn/networks/network.js';
import { add } from '../../src/nn/ops/add.js';
import { multiply } from '../../src/nn/ops/multiply.js';
import { reduceSum } from '../../src/nn/ops/reduce-sum.js';
import { subtract } from '../../src/nn/ops/subtract.js';
import { Session } from '../../src/nn/session.js';
import { Trainer } from '../../src/nn/train/trainer.js';
import { engines } from './helpers/engines.js';
import { kernelCases } from './helpers/kernel-cases.js';
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
  const count = 3;
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

/** In float64, so that what differs are the engines' own roundings. */
const exact = referenceEngine({ precision: 'float64' });

/** What the reference says, computed once for all engines. */
const references = new Map<unknown, Promise<unknown>>();

function referenceOf<T>(key: unknown, compute: () => Promise<T>): Promise<T> {
  if (!references.has(key)) references.set(key, compute());
  return references.get(key) as Promise<T>;
}

const networks: readonly (readonly [name: string, task: Task, given: Record<string, unknown>])[] = [
  ['mlp', digits, {}],
  ['mlp', digits, { activation: 'sigmoid' }],
  ['lenet', digits, {}],
  ['lenet', digits, { activation: 'tanh', pooling: 'average', connections: 'lenet-5' }],
  ['alexnet', { inputShape: [3, 28, 28], outputs: 5 }, { width: 0.03 }],
  ['fmp', digits, { filters: 3 }],
  ['fmp', { inputShape: [3, 11, 9], outputs: 5 }, { filters: 5, poolings: 3, overlapping: false }],
];

describe.each(engines.map((engine) => [engine.name, engine] as const))('the engine %s', (_, engine) => {
  it.each([...operatorCases, ...kernelCases])(
    'agrees with the reference on %s %s and its gradients',
    async (...operatorCase) => {
      const expected = await referenceOf(operatorCase[3], () => resultsOf(exact, operatorCase));
      const found = await resultsOf(engine, operatorCase);
      for (const [i, values] of expected.entries()) expect(difference(found[i]!, values)).toBeLessThan(2e-6);
    },
  );

  it.each(networks)('trains %s as the reference does (%o, %o)', async (name, task, given) => {
    const expected = await referenceOf(given, () => trained(referenceEngine(), name, task, given));
    const found = await trained(engine, name, task, given);
    expect(difference(found.losses, expected.losses)).toBeLessThan(1e-5);
    expect([...found.weights.keys()]).toEqual([...expected.weights.keys()]);
    for (const [variable, values] of expected.weights)
      expect(difference(found.weights.get(variable)!, values), variable).toBeLessThan(1e-5);
    expect(difference(found.answers, expected.answers)).toBeLessThan(1e-5);
  });

  it('updates variables all at once, in whatever way each is updated', async () => {
    const graph = new Graph();
    const variable = (name: string, ...numbers: number[]) =>
      graph.variable(name, { shape: [2], initializer: () => Float32Array.from(numbers) });
    const [a, b, c, d] = [variable('a', 1, 2), variable('b', 3, 5), variable('c', 7, 9), variable('d', 4, 4)];
    const updates = [
      { variable: a, value: add(a, b) },
      { variable: b, value: subtract(b, multiply(a, 2)) },
      { variable: c, value: add(multiply(c, 0.5), d) },
      { variable: d, value: multiply(d, d) },
    ];
    const session = new Session({ engine });
    for (let step = 0; step < 2; step++) await session.run([], { updates });
    const numbers = [...(await session.variables())].map(([name, values]) => [name, [...values]]);
    expect(Object.fromEntries(numbers)).toEqual({
      a: [5, 8],
      b: [-7, -13],
      c: [19.75, 20.25],
      d: [256, 256],
    });
    await session.dispose();
  });

  it('trains a layer of many weights on few samples as the reference does', async () => {
    const task: Task = { inputShape: [1, 20, 30], outputs: 5 };
    const given = { hidden: 260, hidden2: 0 };
    const expected = await referenceOf(given, () => trained(referenceEngine(), 'mlp', task, given));
    const found = await trained(engine, 'mlp', task, given);
    for (const [variable, values] of expected.weights)
      expect(difference(found.weights.get(variable)!, values), variable).toBeLessThan(1e-5);
  });
});

describe('the built-in engine', () => {
  it('computes the same bytes with any number of threads', async () => {
    const given = { hidden: 300, hidden2: 40 };
    for (const [name, options] of [
      ['mlp', given],
      ['lenet', {}],
      ['fmp', { filters: 4, poolings: 6 }],
    ] as const) {
      const [one, two, three] = await Promise.all(
        [1, 2, 3].map((threads) => trained(builtinEngine({ threads }), name, digits, options)),
      );
      expect(two).toEqual(one);
      expect(three).toEqual(one);
    }
  });

  it('keeps programs of several batch sizes apart, also when one of them is disposed of', async () => {
    const engine = builtinEngine();
    const doubled = async (length: number) => {
      const graph = new Graph();
      const x = graph.placeholder('x', [length]);
      const executable = await engine.compile({ graph, fetches: [multiply(x, 2)], updates: [] });
      const run = async (first: number) =>
        (await executable.run(new Map([[x, Float32Array.from({ length }, (_, i) => first + i)]])))[0]![0];
      return { run, dispose: () => executable.dispose() };
    };
    const [few, many] = [await doubled(3), await doubled(50_000)];
    expect([await few.run(1), await many.run(10), await few.run(2)]).toEqual([2, 20, 4]);
    await many.dispose();
    await many.dispose();
    expect(await few.run(3)).toBe(6);
    // Takes the memory of the one that is gone.
    const another = await doubled(50_000);
    expect([await another.run(4), await few.run(5)]).toEqual([8, 10]);
    await few.dispose();
    await another.dispose();
    const afterwards = await doubled(7);
    expect(await afterwards.run(6)).toBe(12);
    await afterwards.dispose();
  });

  it('leaves a variable as it was for everything that reads it, and what is fetched', async () => {
    const graph = new Graph();
    const w = graph.variable('w', { shape: [5], initializer: () => new Float32Array(5) });
    const next = add(multiply(w, 2), w.graph.constant({ data: Float32Array.of(1, 2, 3, 4, 5), shape: [5] }));
    const fetches = [w, next, subtract(next, w)];
    const executable = await builtinEngine().compile({
      graph,
      fetches,
      updates: [{ variable: w, value: next }],
    });
    await executable.run(new Map());
    const [before, after, difference] = await executable.run(new Map());
    expect([...before!]).toEqual([1, 2, 3, 4, 5]);
    expect([...after!]).toEqual([3, 6, 9, 12, 15]);
    expect([...difference!]).toEqual([2, 4, 6, 8, 10]);
    expect((await executable.read()).get(w)).toEqual(after);
    await executable.dispose();
  });
});
