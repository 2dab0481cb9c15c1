import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { Random } from '../../src/core/random.js';
import { referenceEngine } from '../../src/nn/engines/reference.js';
import { buildNetwork } from '../../src/nn/networks/architecture.js';
import { findNetwork } from '../../src/nn/networks/index.js';
import type { Task } from '../../src/nn/networks/network.js';
import { exportNetwork } from '../../src/nn/onnx/export-network.js';
import { Session } from '../../src/nn/session.js';

const runtime = await import('onnxruntime-node').catch(() => undefined);

/** A network with its first weights, what it answers to `count` random images, and the same as ONNX. */
async function exported(name: string, task: Task, given: Record<string, unknown> = {}) {
  const { architecture, options } = findNetwork(name);
  const layout = architecture(task, resolveOptions(name, options, given));
  const count = 3;
  const { input, output } = buildNetwork(layout, { batch: count });
  const session = new Session({ engine: referenceEngine(), seed: 1 });
  const random = new Random(2);
  const images = Float32Array.from({ length: sizeOf(input.shape) }, () => random.uniform());
  const [answers] = await session.run([output], { feeds: new Map([[input, images]]) });
  const single = buildNetwork(layout, { batch: 1 });
  const model = exportNetwork({
    name,
    input: single.input,
    output: single.output,
    weights: await session.variables(),
  });
  return { model, images, answers: answers!, shape: input.shape };
}

const digits: Task = { inputShape: [1, 28, 28], outputs: 10 };

describe.skipIf(runtime === undefined)('a network as an ONNX file', () => {
  it.each([
    ['mlp', digits, {}],
    ['mlp', digits, { activation: 'sigmoid' }],
    ['softmax-regression', digits, {}],
    ['lenet', digits, {}],
    ['lenet', digits, { activation: 'tanh', pooling: 'average', connections: 'lenet-5' }],
    ['alexnet', { inputShape: [3, 40, 36], outputs: 5 } as Task, { width: 0.05 }],
  ])(
    'gives the answers of %s in ONNX Runtime, for a batch of any size (%o, %o)',
    async (name, task, given) => {
      const { model, images, answers, shape } = await exported(name, task, given);
      const session = await runtime!.InferenceSession.create(model);
      const tensor = new runtime!.Tensor('float32', images, shape);
      const { output } = await session.run({ input: tensor });
      expect(output!.dims).toEqual([3, task.outputs]);
      const found = output!.data as Float32Array;
      for (const [i, value] of answers.entries()) expect(Math.abs(found[i]! - value)).toBeLessThan(1e-5);
      await session.release();
    },
  );
});
