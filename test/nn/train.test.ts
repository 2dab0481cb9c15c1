import { describe, expect, it } from 'vitest';
import { type NdArray, ndarray } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { builtinEngine } from '../../src/nn/engines/builtin/engine.js';
import { reluActivation } from '../../src/nn/layers/activation.js';
import { dense } from '../../src/nn/layers/dense.js';
import { dropout } from '../../src/nn/layers/dropout.js';
import { Network } from '../../src/nn/network.js';
import { findNetwork } from '../../src/nn/networks/index.js';
import { arraySource } from '../../src/nn/train/array-source.js';
import type { BatchSource } from '../../src/nn/train/batch-source.js';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/nn/train/checkpoint-file.js';
import { holdBackSamples, type LabelledSamples } from '../../src/nn/train/hold-back.js';
import { rateAt } from '../../src/nn/train/schedule.js';
import { type Checkpoint, type FitOptions, train } from '../../src/nn/train/train.js';
import { Trainer } from '../../src/nn/train/trainer.js';

const random = new Random(11);
const count = 50;
const x = ndarray(
  Float32Array.from({ length: count * 4 }, () => random.uniform(-1, 1)),
  [count, 4],
);
const y = ndarray(
  Int32Array.from({ length: count }, (_, i) => (x.data[i * 4]! > x.data[i * 4 + 1]! ? 1 : 0)),
  [count],
);

const trainer = (seed = 1) =>
  new Trainer({
    architecture: {
      name: 'small',
      inputShape: [4],
      layers: [
        ['dense1', dense({ units: 8 })],
        ['relu1', reluActivation({})],
        ['dropout1', dropout({ rate: 0.3 })],
        ['dense2', dense({ units: 2 })],
      ],
    },
    objective: {
      loss: 'softmax-cross-entropy',
      optimizer: 'adam',
      optimizerOptions: {},
      l1: 1e-4,
      l2: 1e-3,
    },
    engine: builtinEngine(),
    seed,
  });

const options: FitOptions = { epochs: 4, batch: 16, rate: 0.02, schedule: 'cosine', decay: 1 };

describe('a training', () => {
  it('that was stopped and goes on from a file is the one that was never stopped, bit for bit', async () => {
    const whole = trainer();
    await train(whole, arraySource(x, y), options);
    let file: Uint8Array = new Uint8Array();
    const first = trainer();
    await expect(
      train(first, arraySource(x, y), {
        ...options,
        onCheckpoint: async (checkpoint) => {
          if (checkpoint.history.length > 2) throw new Error('killed');
          file = encodeCheckpoint(checkpoint, { data: 'x' });
        },
      }),
    ).rejects.toThrow('killed');
    const second = trainer();
    const from = decodeCheckpoint(file, { card: { data: 'x' }, file: 'checkpoint.fovea' });
    expect(from.history).toHaveLength(2);
    const history = await train(second, arraySource(x, y), { ...options, from });
    expect(history).toHaveLength(4);
    expect(await second.variables()).toEqual(await whole.variables());
  });

  it('learns, and reports every step and epoch', async () => {
    const steps: number[] = [];
    const history = await train(trainer(), arraySource(x, y), {
      ...options,
      epochs: 30,
      onStep: ({ samples }) => steps.push(samples),
    });
    expect(steps.slice(0, 5)).toEqual([16, 32, 48, 50, 16]);
    expect(history.at(-1)!.training.accuracy).toBeGreaterThan(0.85);
    expect(history.at(-1)!.training.loss).toBeLessThan(history[0]!.training.loss);
  });

  it('stops when patience ends, with the weights of the best epoch', async () => {
    const stopped = trainer();
    const losses = [0.9, 0.5, 0.7, 0.6, 0.1];
    let kept: Checkpoint | undefined;
    let epoch = 0;
    const history = await train(stopped, arraySource(x, y), {
      ...options,
      epochs: 9,
      patience: 2,
      validate: async () => ({ loss: losses[epoch++]!, accuracy: 0.5 }),
      onCheckpoint: async (checkpoint) => {
        if (checkpoint.history.length === 2) kept = checkpoint;
      },
    });
    expect(history).toHaveLength(4);
    expect(await stopped.variables()).toEqual(kept!.variables);
  });

  it('ends with an error when the loss is no longer a number, and keeps the weights of the last good epoch', async () => {
    const diverging = trainer();
    let good: Checkpoint | undefined;
    const source = arraySource(x, y);
    let epoch = 0;
    const poisoned = {
      ...source,
      async *batches(batching: Parameters<typeof source.batches>[0]) {
        epoch++;
        for await (const batch of source.batches(batching))
          yield epoch < 3 ? batch : { ...batch, inputs: batch.inputs.map(() => Number.NaN) };
      },
    };
    await expect(
      train(diverging, poisoned, {
        ...options,
        onCheckpoint: async (checkpoint) => {
          good = checkpoint;
        },
      }),
    ).rejects.toMatchObject({
      code: 'NOT_CONVERGED',
      message: expect.stringContaining('after epoch 2 are kept'),
    });
    expect(await diverging.variables()).toEqual(good!.variables);
  });

  it('refuses labels that the network has no output for', async () => {
    const labels = ndarray(
      Int32Array.from({ length: count }, (_, i) => i % 3),
      [count],
    );
    await expect(train(trainer(), arraySource(x, labels), options)).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: 'Expected labels from 0 to 1 for a network of 2 outputs but received 2.',
    });
  });
});

describe('validation', () => {
  it('holds back a part of each class, the same for one seed', () => {
    const { learnt, validation } = holdBackSamples({ x, y }, { part: 0.2, seed: 1 });
    const ones = ({ data }: { data: ArrayLike<number> }) => Array.from(data).filter((label) => label).length;
    expect(ones(validation.y)).toBe(Math.round(ones(y) * 0.2));
    expect(learnt.y.data.length + validation.y.data.length).toBe(count);
    const rows = (array: NdArray<Float32Array>) =>
      Array.from({ length: array.shape[0]! }, (_, i) => array.data.slice(i * 4, i * 4 + 4).join());
    expect([...rows(learnt.x), ...rows(validation.x)].sort()).toEqual(rows(x).sort());
    expect(holdBackSamples({ x, y }, { part: 0.2, seed: 1 })).toEqual({ learnt, validation });
    expect(holdBackSamples({ x, y }, { part: 0.2, seed: 2 })).not.toEqual({ learnt, validation });
  });

  it('is scored after each epoch, on samples and on batches alike, and decides when to stop', async () => {
    const fitted = async (
      data: LabelledSamples | BatchSource,
      validation?: LabelledSamples | BatchSource,
    ) => {
      const network = await Network.create({
        definition: findNetwork('mlp'),
        task: { inputShape: [4, 1, 1], outputs: 2 },
        options: { hidden: 8, hidden2: 0, epochs: 60, batch: 10, rate: 0.5, validation: 0.2, patience: 3 },
        engine: 'builtin',
      });
      return network.fit(data, validation && { validation });
    };
    const history = await fitted({ x, y });
    const losses = history.map((epoch) => epoch.validation!.loss);
    expect(history.length).toBeLessThan(60);
    expect(losses.indexOf(Math.min(...losses))).toBe(history.length - 4);
    const { learnt, validation } = holdBackSamples({ x, y }, { part: 0.2, seed: 0 });
    const batches = arraySource(validation.x, validation.y);
    expect(await fitted(arraySource(learnt.x, learnt.y), batches)).toEqual(history);
    await expect(fitted(arraySource(x, y))).rejects.toMatchObject({ code: 'BAD_OPTION' });
    const strange = { x, y: ndarray(new Int32Array(count).fill(2), [count]) };
    await expect(fitted({ x, y }, strange)).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('labels from 0 to 1'),
    });
  });
});

describe('a checkpoint', () => {
  it('is refused when it is damaged, or of another training', async () => {
    const checkpoint = { step: 1, history: [], variables: new Map([['w', Float32Array.of(1, 2)]]) };
    const bytes = encodeCheckpoint(checkpoint, { data: 'mnist' });
    const read = (from: Uint8Array, data: string) => decodeCheckpoint(from, { card: { data }, file: 'c' });
    expect(read(bytes, 'mnist')).toEqual(checkpoint);
    expect(() => read(bytes, 'cifar')).toThrow(expect.objectContaining({ code: 'MISMATCH' }));
    const damaged = bytes.slice();
    damaged[bytes.length - 3]! ^= 1;
    expect(() => read(damaged, 'mnist')).toThrow(expect.objectContaining({ code: 'BAD_FILE' }));
    expect(() => read(bytes.subarray(0, 100), 'mnist')).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });
});

describe('the learning rate', () => {
  const rates = (name: Parameters<typeof rateAt>[0]) =>
    [0, 1, 2, 3, 4, 5, 6].map((epoch) => rateAt(name, epoch, { rate: 1, epochs: 6, decay: 0.5 }));

  it('follows its schedule', () => {
    expect(rates('constant')).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(rates('exponential').slice(0, 4)).toEqual([1, 0.5, 0.25, 0.125]);
    expect(rates('step')).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25, 0.125]);
    expect(rates('linear')[3]).toBe(0.5);
    expect(rates('cosine')[3]).toBeCloseTo(0.5, 12);
  });
});

describe('the network of a first evening', () => {
  it('is trained sample by sample and queried', async () => {
    const network = await Network.create({
      definition: findNetwork('mlp'),
      task: { inputShape: [1, 1, 2], outputs: 2 },
      options: { activation: 'sigmoid', hidden: 4 },
      engine: 'builtin',
    });
    const before = await network.query(Float32Array.of(1, 0));
    for (let i = 0; i < 200; i++) {
      await network.train(Float32Array.of(1, 0), Float32Array.of(0.99, 0.01));
      await network.train(Float32Array.of(0, 1), Float32Array.of(0.01, 0.99));
    }
    const after = await network.query(Float32Array.of(1, 0));
    expect(after[0]! - after[1]!).toBeGreaterThan(0.5);
    expect(after[0]!).toBeGreaterThan(before[0]!);
  });

  it('learns numbers as well as labels', async () => {
    const targets = ndarray(
      Float32Array.from({ length: count }, (_, i) => 0.5 * x.data[i * 4]! - 0.2),
      [count, 1],
    );
    const network = await Network.create({
      definition: findNetwork('mlp'),
      task: { inputShape: [4, 1, 1], outputs: 1, isRegression: true },
      options: { hidden: 8, hidden2: 0, epochs: 120, batch: 10, rate: 0.01, loss: 'mean-squared-error' },
      engine: 'builtin',
    });
    const history = await network.fit({ x, y: targets });
    expect(history.at(-1)!.training.loss).toBeLessThan(0.01);
    expect(history.at(-1)!.training.accuracy).toBeUndefined();
  });
});
