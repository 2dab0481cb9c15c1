import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { Random } from '../../src/core/random.js';
import { referenceEngine } from '../../src/nn/engines/reference.js';
import type { Tensor as GraphTensor, Values } from '../../src/nn/graph/tensor.js';
import { buildNetwork } from '../../src/nn/networks/architecture.js';
import { findNetwork } from '../../src/nn/networks/index.js';
import type { Task } from '../../src/nn/networks/network.js';
import { exportNetwork } from '../../src/nn/onnx/export-network.js';
import { drawnValues, Session } from '../../src/nn/session.js';
import { itWithOracle, python } from '../helpers/oracle.js';

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

/** The networks that are written, for what, and with which options. */
const written: [name: string, task: Task, given: Record<string, unknown>][] = [
  ['mlp', digits, {}],
  ['mlp', digits, { activation: 'sigmoid' }],
  ['softmax-regression', digits, {}],
  ['lenet', digits, {}],
  ['lenet', digits, { activation: 'tanh', pooling: 'average', connections: 'lenet-5' }],
  ['alexnet', { inputShape: [3, 40, 36], outputs: 5 }, { width: 0.05 }],
];

describe('a network as an ONNX file', () => {
  itWithOracle('passes the checker of ONNX', 'onnx', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fovea-onnx-'));
    for (const [i, [name, task, given]] of written.entries()) {
      const { model } = await exported(name, task, given);
      await writeFile(join(folder, `${i}.onnx`), model);
    }
    const program = [
      'import glob, onnx, sys',
      'for file in sorted(glob.glob(sys.argv[1] + "/*.onnx")):',
      '    model = onnx.load(file)',
      '    onnx.checker.check_model(model, full_check=True)',
      '    print(model.graph.input[0].type.tensor_type.shape.dim[0].dim_param, len(model.graph.node))',
    ].join('\n');
    const lines = python(program, [folder]).trim().split('\n');
    expect(lines).toHaveLength(written.length);
    for (const line of lines) expect(line).toMatch(/^batch \d+$/);
    await rm(folder, { recursive: true });
  });
});

describe.skipIf(runtime === undefined)('a network as an ONNX file', () => {
  it.each(written)(
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

describe.skipIf(runtime === undefined)('a network of fractional poolings as an ONNX file', () => {
  const { architecture, options } = findNetwork('fmp');
  const layout = architecture(
    { inputShape: [1, 7, 7], outputs: 3 },
    resolveOptions('fmp', options, { filters: 4, poolings: 2 }),
  );

  it('has its regions baked in, or takes them as inputs, and then answers alike', async () => {
    const { input, output, graph } = buildNetwork(layout, { batch: 1 });
    const session = new Session({ engine: referenceEngine(), seed: 3 });
    const image = Float32Array.from({ length: 49 }, (_, i) => Math.sin(i));
    const drawn = graph.tensors.filter((tensor) => tensor.kind === 'drawn');
    const regions = new Map(drawn.map((tensor) => [tensor, drawnValues(tensor, new Random(5))]));
    const [expected] = await session.run([output], {
      feeds: new Map<GraphTensor, Values>([[input, image], ...regions]),
    });
    const parts = { name: 'fmp', input, output, weights: await session.variables() };
    const { InferenceSession, Tensor } = runtime!;
    const x = new Tensor('float32', image, [1, 1, 7, 7]);
    const baked = await InferenceSession.create(exportNetwork({ ...parts, drawn: { seed: 5 } }));
    const asked = await InferenceSession.create(exportNetwork({ ...parts, drawn: 'inputs' }));
    const feeds = [...regions].map(([{ name, shape }, values]) => [
      name,
      new Tensor('int32', values as Int32Array, shape),
    ]);
    for (const { output: found } of [
      await baked.run({ input: x }),
      await asked.run({ input: x, ...Object.fromEntries(feeds) }),
    ])
      for (const [i, value] of expected!.entries())
        expect(Math.abs((found!.data as Float32Array)[i]! - value)).toBeLessThan(1e-5);
  });
});
