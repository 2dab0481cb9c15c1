import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/core/ndarray.js';
import { resolveOptions } from '../../../src/core/options.js';
import { Random } from '../../../src/core/random.js';
import { referenceEngine } from '../../../src/nn/engines/reference.js';
import { Graph } from '../../../src/nn/graph/graph.js';
import type { Shape, Tensor } from '../../../src/nn/graph/tensor.js';
import { fractionalMaxPooling } from '../../../src/nn/layers/fractional-max-pooling.js';
import { describeArchitecture } from '../../../src/nn/networks/describe-architecture.js';
import { fmpNetwork } from '../../../src/nn/networks/fmp-network.js';
import { findNetwork } from '../../../src/nn/networks/index.js';
import { fractionalMaxPool2d } from '../../../src/nn/ops/fractional-max-pool2d.js';
import { maxPool2d } from '../../../src/nn/ops/max-pool2d.js';
import { Session } from '../../../src/nn/session.js';
import { evaluate } from '../helpers/check-gradients.js';
import { engines } from '../helpers/engines.js';

const random = new Random(3);
const numbers = (shape: Shape) => Float32Array.from({ length: sizeOf(shape) }, () => random.uniform(-1, 1));

/** Regions for one image, or for all of a batch. */
const constant = (graph: Graph, bounds: readonly number[]): Tensor =>
  graph.constant({ data: Int32Array.from(bounds), shape: [1, bounds.length / 2, 2] });

describe('fractional max pooling', () => {
  it('gives the worked example', async () => {
    const graph = new Graph();
    const x = graph.constant({ data: Float32Array.of(2, 4, 3, 1, 5, 2, 3), shape: [1, 1, 1, 7] });
    const y = fractionalMaxPool2d(x, {
      rows: constant(graph, [0, 0]),
      columns: constant(graph, [0, 0, 1, 2, 3, 3, 4, 5, 6, 6]),
      widest: 2,
      most: 1,
    });
    const [pooled] = await evaluate([y], new Map());
    expect([...pooled!]).toEqual([2, 4, 1, 5, 3]);
  });

  it('by a ratio of 2 is ordinary 2×2 max pooling, and by overlapping pairs of steps 3×3 with stride 2', async () => {
    const graph = new Graph();
    const data = numbers([2, 3, 8, 8]);
    const x = graph.constant({ data, shape: [2, 3, 8, 8] });
    const pairs = [0, 1, 2, 3, 4, 5, 6, 7];
    const sides = { rows: constant(graph, pairs), columns: constant(graph, pairs), widest: 2, most: 1 };
    const odd = graph.constant({ data: numbers([1, 2, 7, 7]), shape: [1, 2, 7, 7] });
    const threes = [0, 2, 2, 4, 4, 6];
    const overlapping = {
      rows: constant(graph, threes),
      columns: constant(graph, threes),
      widest: 3,
      most: 2,
    };
    const [fractional, ordinary, fractional3, ordinary3] = await evaluate(
      [
        fractionalMaxPool2d(x, sides),
        maxPool2d(x, { size: 2 }),
        fractionalMaxPool2d(odd, overlapping),
        maxPool2d(odd, { size: 3, strides: 2 }),
      ],
      new Map(),
    );
    expect(fractional).toEqual(ordinary);
    expect(fractional3).toEqual(ordinary3);
  });

  it.each([referenceEngine(), ...engines].map((engine) => [engine.name, engine] as const))(
    'draws regions for each image, anew in every step, and replays them when they are fed (%s)',
    async (_, engine) => {
      const graph = new Graph();
      const input = graph.placeholder('input', [2, 1, 12, 12]);
      const y = graph.scope('fmp1', () =>
        fractionalMaxPooling({}).apply(input, { training: false, updates: [] }),
      );
      const [rows, columns] = graph.tensors.filter(({ kind }) => kind === 'drawn') as [Tensor, Tensor];
      const image = numbers([1, 1, 12, 12]);
      const twice = new Float32Array(288);
      twice.set(image);
      twice.set(image, 144);
      const session = new Session({ engine, seed: 4 });
      const run = async (step: number) =>
        (await session.run([y], { feeds: new Map([[input, twice]]), step }))[0]!;
      const first = await run(1);
      expect(await run(1)).toEqual(first);
      expect(await run(2)).not.toEqual(first);
      expect(first.subarray(0, 64)).not.toEqual(first.subarray(64));
      const regions = Int32Array.from(
        [...Array(2)].flatMap(() => [0, 1, 1, 3, 3, 5, 5, 6, 6, 7, 7, 9, 9, 10, 10, 11]),
      );
      const feeds = new Map<Tensor, Float32Array | Int32Array>([
        [input, twice],
        [rows, regions],
        [columns, regions],
      ]);
      const [replayed] = await session.run([y], { feeds, step: 9 });
      expect(replayed!.subarray(0, 64)).toEqual(replayed!.subarray(64));
      await session.dispose();
    },
  );
});

describe('a fractional max pooling that cannot be', () => {
  it.each([
    [[1, 1, 12, 12], { ratio: 2.2 }, 'BAD_OPTION', 'ordinary max pooling'],
    [[1, 1, 12, 12], { ratio: 0.9 }, 'BAD_OPTION', 'above 1'],
    [[1, 1, 12, 12], { outputSize: 5 }, 'BAD_OPTION', 'between 6 and 12'],
    [[1, 1, 12, 1], {}, 'BAD_SHAPE', 'at least 2×2'],
  ])('is refused when it is laid out: %j by %j', (shape, config, code, message) => {
    const input = new Graph().placeholder('input', shape);
    expect(() => fractionalMaxPooling(config).apply(input, { training: false, updates: [] })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

describe("Graham's networks", () => {
  const described = (name: string) => {
    const { architecture, options, task } = findNetwork(name);
    return describeArchitecture(architecture(task, resolveOptions(name, options)));
  };

  it('have the sizes, parameters and products that the paper says', () => {
    const mnist = described('fmp-mnist');
    expect(mnist.parameters).toBeGreaterThan(515_000);
    expect(mnist.parameters).toBeLessThan(525_000);
    expect(mnist.multiplyAdds / 1e6).toBeCloseTo(20.4, 0);
    expect(mnist.layers.find(({ name }) => name === 'conv7')!.outputShape).toEqual([224, 1, 1]);
    const cifar = described('fmp-cifar100');
    expect(cifar.parameters / 1e6).toBeCloseTo(12.8, 1);
    expect(cifar.multiplyAdds / 1e9).toBeCloseTo(2.38, 2);
  });

  it('are built at any size, with as many layers, filters and classes as one wants', () => {
    const architecture = fmpNetwork({
      filters: 8,
      layers: 3,
      ratio: 1.5,
      classes: 4,
      inputShape: [3, 12, 10],
    });
    const { layers } = describeArchitecture(architecture);
    const shapes = Object.fromEntries(layers.map(({ name, outputShape }) => [name, outputShape]));
    // 2 pixels before C2, 3 before that pooling, 4 before its convolution …
    expect(shapes).toMatchObject({
      conv1: [8, 11, 11],
      fmp1: [8, 7, 7],
      conv2: [16, 6, 6],
      fmp2: [16, 4, 4],
      conv3: [24, 3, 3],
      fmp3: [24, 2, 2],
      conv4: [32, 1, 1],
      output: [4],
    });
  });

  it('by name and by the builder are the same', () => {
    const { architecture, options, task } = findNetwork('fmp-cifar100');
    const named = architecture(task, resolveOptions('fmp-cifar100', options, { dropout: 0.5 }));
    const ratio = Math.cbrt(2);
    const built = fmpNetwork({ filters: 64, layers: 12, ratio, classes: 100, inputShape: [3, 32, 32] });
    expect(JSON.stringify(built.layers)).toBe(JSON.stringify(named.layers));
    expect(fmpNetwork().inputShape).toEqual([1, 36, 36]);
  });

  it.each([
    [{ ratio: 2.5 }, 'BAD_OPTION', 'pool twice'],
    [{ ratio: 2 }, 'BAD_OPTION', 'maxPooling with size 2'],
    [{ ratio: 1 }, 'BAD_OPTION', 'nothing is pooled'],
    [{ ratio: 1.1 }, 'BAD_OPTION', 'at least 1.25'],
    [{ layers: 0 }, 'BAD_OPTION', 'layers'],
    [{ inputShape: [1, 64, 64] as const }, 'BAD_SHAPE', 'at most 36×36'],
    [{ inputShape: [1, 20, 1] as const }, 'BAD_SHAPE', 'at least 2×2'],
  ])('are refused with %j, saying what to do instead', (given, code, message) => {
    expect(() => fmpNetwork(given)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('refuse a ratio by name with the same words', () => {
    const { architecture, options, task } = findNetwork('fmp');
    expect(() => architecture(task, resolveOptions('fmp', options, { ratio: 3 }))).toThrow('pool twice');
  });
});
