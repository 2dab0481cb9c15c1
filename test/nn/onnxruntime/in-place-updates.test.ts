import { describe, expect, it } from 'vitest';
import { type Addition, splitUpdates } from '../../../src/nn/engines/onnxruntime/in-place-updates.js';
import { Graph } from '../../../src/nn/graph/graph.js';
import type { Tensor, Variable } from '../../../src/nn/graph/tensor.js';
import { filledWith } from '../../../src/nn/initializers.js';
import { add } from '../../../src/nn/ops/add.js';
import { broadcastTo } from '../../../src/nn/ops/broadcast-to.js';
import { exp } from '../../../src/nn/ops/exp.js';
import { multiply } from '../../../src/nn/ops/multiply.js';
import { subtract } from '../../../src/nn/ops/subtract.js';
import { descend } from '../../../src/nn/optimizers/index.js';

const shape = [4, 3];

/** A variable and the gradient by it, as the model would compute it. */
function slope(graph: Graph, name = 'w') {
  const variable = graph.variable(name, { shape, initializer: filledWith(1) });
  return { variable, gradient: exp(variable), rate: graph.placeholder(`${name}-rate`, []) };
}

/** How an optimizer's step is split. */
function splitOf(optimizer: string, options = {}) {
  const graph = new Graph();
  const { variable, gradient, rate } = slope(graph);
  const updates = descend([variable], [gradient], { rate, optimizer, options });
  return { ...splitUpdates(updates), variable, gradient, rate, updates };
}

const signed = ({ sign, factor }: Addition) => [sign, factor?.kind];

describe('the updates that are made in place', () => {
  it('are gradient descent: one addition of the gradient', () => {
    const { chains, left, variable, gradient, rate } = splitOf('gradient-descent');
    expect(left).toEqual([]);
    expect(chains).toHaveLength(1);
    expect([...chains[0]!.given]).toEqual([gradient]);
    const [step] = chains[0]!.additions;
    expect([step!.a, step!.b, step!.factor, step!.sign]).toEqual([variable, gradient, rate, -1]);
  });

  it('are momentum: the velocity, and the weights by the new velocity, in one chain', () => {
    const { chains, left, gradient, updates } = splitOf('momentum');
    expect(left).toEqual([]);
    expect(chains).toHaveLength(1);
    expect([...chains[0]!.given]).toEqual([gradient]);
    expect(chains[0]!.additions.map(({ result }) => result)).toEqual(updates.map(({ value }) => value));
    expect(chains[0]!.additions.map(signed)).toEqual([
      [1, 'constant'],
      [-1, 'placeholder'],
    ]);
  });

  it('are momentum that looks ahead, with the step in between', () => {
    const { chains, left, gradient } = splitOf('momentum', { nesterov: true });
    expect(left).toEqual([]);
    expect(chains).toHaveLength(1);
    expect([...chains[0]!.given]).toEqual([gradient]);
    expect(chains[0]!.additions.map(signed)).toEqual([
      [1, 'constant'],
      [1, 'constant'],
      [-1, 'placeholder'],
    ]);
  });

  it('are sums of gradients, and what is filled with a number', () => {
    const graph = new Graph();
    const { variable, gradient, rate } = slope(graph);
    const other = graph.variable('other', { shape, initializer: filledWith(2) });
    const { chains, fillings, left } = splitUpdates([
      { variable, value: add(variable, multiply(gradient, rate)) },
      { variable: other, value: broadcastTo(graph.constant(7), shape) },
    ]);
    expect([chains.length, left.length]).toEqual([1, 0]);
    expect([...chains[0]!.given]).toEqual([gradient]);
    expect(fillings).toEqual([{ variable: other, number: 7 }]);
  });

  it('are not products, quotients and sums of other shapes', () => {
    const graph = new Graph();
    const { variable, gradient } = slope(graph);
    const row = graph.variable('row', { shape: [3], initializer: filledWith(0) });
    const values: [Variable, Tensor][] = [
      [variable, multiply(variable, gradient)],
      [graph.variable('w2', { shape, initializer: filledWith(0) }), add(gradient, row)],
    ];
    const updates = values.map(([each, value]) => ({ variable: each, value }));
    expect(splitUpdates(updates)).toEqual({ chains: [], fillings: [], left: updates });
  });

  it('are not those that want a variable as it was before another update in place', () => {
    const graph = new Graph();
    const [first, second] = [slope(graph, 'first'), slope(graph, 'second')];
    const { chains, left } = splitUpdates([
      { variable: first.variable, value: subtract(first.variable, second.variable) },
      { variable: second.variable, value: subtract(second.variable, first.variable) },
    ]);
    expect(chains.flatMap(({ updates }) => updates.map(({ variable }) => variable))).toEqual([
      first.variable,
    ]);
    expect(left.map(({ variable }) => variable)).toEqual([second.variable]);
  });
});
