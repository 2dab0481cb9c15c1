import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { Random } from '../../src/core/random.js';
import { builtinEngine } from '../../src/nn/engines/builtin/engine.js';
import { gradients } from '../../src/nn/gradients.js';
import type { Tensor, Values } from '../../src/nn/graph/tensor.js';
import { lossOf } from '../../src/nn/losses/index.js';
import { buildNetwork } from '../../src/nn/networks/architecture.js';
import { findNetwork } from '../../src/nn/networks/index.js';
import { oneHot } from '../../src/nn/ops/one-hot.js';
import { Session } from '../../src/nn/session.js';

/** A Python with PyTorch: the environment's FOVEA_PYTHON, or the distribution's. */
const PYTHON = process.env.FOVEA_PYTHON ?? '/usr/bin/python3';

/**
 * In float64, so that what differs are our roundings alone: gradients of the mean cross-entropy by every parameter. Standard input has the parameters one behind the other,
 * dense weights as [inputs, units], then the images; standard output gets the gradients in the same layout.
 */
const program = (model: string) => `
import sys
import numpy as np
import torch
from torch import nn
model = nn.Sequential(${model}).double()
numbers = np.frombuffer(sys.stdin.buffer.read(), np.float32)
at = 0
for p in model.parameters():
    own = torch.from_numpy(numbers[at:at + p.numel()].copy())
    at += p.numel()
    with torch.no_grad():
        p.copy_(own.reshape(p.shape[::-1]).T if p.dim() == 2 else own.reshape(p.shape))
batch, *shape = map(int, sys.argv[1].split("x"))
x = torch.from_numpy(numbers[at:].copy()).double().reshape(batch, *shape)
nn.functional.cross_entropy(model(x), torch.arange(batch) % int(sys.argv[2])).backward()
for p in model.parameters():
    sys.stdout.buffer.write(np.ascontiguousarray((p.grad.T if p.dim() == 2 else p.grad).float().numpy()).tobytes())
`;

const hasTorch = (() => {
  try {
    execFileSync(PYTHON, [
      '-c',
      'import importlib.util, sys; sys.exit(importlib.util.find_spec("torch") is None)',
    ]);
    return true;
  } catch {
    // Continuous integration does not install it: it is larger than everything else together.
    return false;
  }
})();

/** A network, and its equal in PyTorch. */
const pairs = [
  {
    name: 'lenet',
    options: {},
    shape: [1, 28, 28],
    outputs: 10,
    model: `
      nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
      nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)`,
  },
  {
    // All of AlexNet's blocks (steps of 4, groups, normalisation, overlapping pooling), an eighth as wide.
    name: 'alexnet',
    options: { width: 0.125, dropout: 0 },
    shape: [3, 131, 131],
    outputs: 10,
    model: `
      nn.Conv2d(3, 12, 11, stride=4), nn.ReLU(), nn.LocalResponseNorm(5, alpha=5e-4, k=2), nn.MaxPool2d(3, 2),
      nn.Conv2d(12, 32, 5, padding=2, groups=2), nn.ReLU(), nn.LocalResponseNorm(5, alpha=5e-4, k=2),
      nn.MaxPool2d(3, 2), nn.Conv2d(32, 48, 3, padding=1), nn.ReLU(),
      nn.Conv2d(48, 48, 3, padding=1, groups=2), nn.ReLU(), nn.Conv2d(48, 32, 3, padding=1, groups=2), nn.ReLU(),
      nn.MaxPool2d(3, 2), nn.Flatten(),
      nn.Linear(288, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)`,
  },
] as const;

describe('gradients of the built-in engine', () => {
  for (const { name, options, shape, outputs, model } of pairs)
    it.skipIf(!hasTorch)(
      `are PyTorch's on ${name}${hasTorch ? '' : ` (skipped: ${PYTHON} has no torch)`}`,
      async () => {
        const batch = 4;
        const definition = findNetwork(name);
        const task = { inputShape: shape, outputs };
        const architecture = definition.architecture(task, resolveOptions(name, definition.options, options));
        const { graph, input, output } = buildNetwork(architecture, { batch });
        const labels = graph.placeholder('labels', [batch], 'int32');
        const loss = lossOf('softmax-cross-entropy').value(output, oneHot(labels, outputs));
        const random = new Random(4);
        const images = Float32Array.from({ length: batch * sizeOf(shape) }, () => random.uniform());
        const feeds = new Map<Tensor, Values>([
          [input, images],
          [labels, Int32Array.from({ length: batch }, (_, i) => i % outputs)],
        ]);
        const session = new Session({ engine: builtinEngine(), seed: 2 });
        const found = await session.run(gradients(loss, graph.variables), { feeds });
        const weights = await session.variables();
        await session.dispose();
        const sent = [...graph.variables.map((variable) => weights.get(variable.name)!), images];
        const answer = execFileSync(
          PYTHON,
          ['-c', program(model), [batch, ...shape].join('x'), String(outputs)],
          {
            input: Buffer.concat(sent.map((values) => Buffer.from(values.buffer))),
            maxBuffer: 1 << 28,
          },
        );
        let at = answer.byteOffset;
        const bytes = answer.buffer.slice(at, at + answer.length);
        at = 0;
        for (const [i, values] of found.entries()) {
          const expected = new Float32Array(bytes, at, values.length);
          at += 4 * values.length;
          const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          const error = values.reduce((most, value, k) => Math.max(most, Math.abs(value - expected[k]!)), 0);
          expect(error / largest, graph.variables[i]!.name).toBeLessThan(1e-6);
        }
        expect(at).toBe(answer.length);
      },
    );
});
