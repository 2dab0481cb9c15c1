import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { reluActivation } from '../../src/nn/layers/activation.js';
import { dense } from '../../src/nn/layers/dense.js';
import { dropout } from '../../src/nn/layers/dropout.js';
import { Trainer } from '../../src/nn/train/trainer.js';
import { engines } from './helpers/engines.js';

const random = new Random(3);
const count = 10;
const batch = {
  inputs: Float32Array.from({ length: count * 4 }, () => random.uniform(-1, 1)),
  targets: Int32Array.from({ length: count }, (_, i) => i % 3),
  count,
};

const layers = {
  plain: [
    ['dense1', dense({ units: 8 })],
    ['relu1', reluActivation({})],
    ['dense2', dense({ units: 3 })],
  ],
  dropping: [
    ['dropout1', dropout({ rate: 0.5 })],
    ['dense1', dense({ units: 3 })],
  ],
} as const;

describe.each(engines)('steps in parts on the engine $name', (engine) => {
  const trainer = (kind: keyof typeof layers, microBatch?: number) =>
    new Trainer({
      architecture: { name: 'small', inputShape: [4], layers: layers[kind] },
      objective: {
        loss: 'softmax-cross-entropy',
        optimizer: 'momentum',
        optimizerOptions: {},
        l1: 1e-3,
        l2: 1e-2,
      },
      engine,
      seed: 1,
      ...(microBatch && { microBatch }),
    });

  it('are the steps of whole batches, with a rest and penalties, up to rounding', async () => {
    const [whole, parted] = [trainer('plain'), trainer('plain', 4)];
    for (let step = 0; step < 3; step++) {
      const expected = await whole.step(batch, { rate: 0.1, step });
      const found = await parted.step(batch, { rate: 0.1, step });
      expect(found.loss).toBeCloseTo(expected.loss, 5);
      expect(found.accuracy).toBe(expected.accuracy);
    }
    const expected = await whole.variables();
    const found = await parted.variables();
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, values] of expected)
      for (const [i, value] of values.entries()) expect(found.get(name)![i]).toBeCloseTo(value, 5);
    await whole.dispose();
    await parted.dispose();
  });

  it('draw other masks for each part, and the same for the same step', async () => {
    const same = { ...batch, inputs: batch.inputs.map((_, i) => batch.inputs[i % 4]!) };
    const lossOf = async (microBatch: number, step: number) => {
      const one = trainer('dropping', microBatch);
      const { loss } = await one.step({ ...same, targets: new Int32Array(count) }, { rate: 0, step });
      await one.dispose();
      return loss;
    };
    expect(await lossOf(1, 5)).toBe(await lossOf(1, 5));
    expect(await lossOf(1, 5)).not.toBe(await lossOf(1, 6));
    const single = await lossOf(1, 5);
    expect(single).not.toBe(await lossOf(5, 5));
  });
});
