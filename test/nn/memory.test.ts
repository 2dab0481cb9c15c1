import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random.js';
import { Network } from '../../src/nn/network.js';
import { findNetwork } from '../../src/nn/networks/index.js';
import { imageSource } from '../../src/nn/train/image-source.js';
import { fovea } from '../helpers/fovea.js';
import { describeWithData } from '../helpers/shared-data.js';
import { type UsedMemory, usedMemory } from '../helpers/used-memory.js';

const MB = 1e6;

describe('the memory of a training', () => {
  it('does not grow over 1,000 steps of LeNet', async () => {
    const network = await Network.create({
      definition: findNetwork('lenet'),
      task: { inputShape: [1, 28, 28], outputs: 10 },
      options: { epochs: 11, batch: 10 },
    });
    const random = new Random(1);
    const source = imageSource({
      labels: Int32Array.from({ length: 1000 }, (_, i) => i % 10),
      inputShape: [1, 28, 28],
      load: async () => Float32Array.from({ length: 784 }, () => random.integer(0, 255) / 255),
    });
    const measured: UsedMemory[] = [];
    await network.fit(source, { onEpoch: async () => void measured.push(await usedMemory()) });
    await network.dispose();
    const [before, after] = [measured[0]!, measured.at(-1)!];
    // A batch of 10 is 31 kB; what a step forgot would be there 1,000 times.
    expect(after.arrays - before.arrays).toBeLessThan(0.5 * MB);
    expect(after.objects - before.objects).toBeLessThan(2 * MB);
    expect(after.resident - before.resident).toBeLessThan(25 * MB);
  });
});

/** Makes the command say at its end how much memory it has had at once, in kB. */
const sayPeak = `data:text/javascript,${encodeURIComponent(
  'import { isMainThread } from "node:worker_threads"; if (isMainThread) process.on("exit", () => console.error("peak", process.resourceUsage().maxRSS))',
)}`;

describeWithData('fovea train on MNIST', 'mnist', (mnist) => {
  it('stays under 250 MB, images and kernels included', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fovea-memory-'));
    const flags = [
      '--model',
      'lenet',
      '--epochs',
      '1',
      '--train-per-class',
      '500',
      '--test-per-class',
      '100',
    ];
    const { stderr, status } = fovea(
      ['train', 'mnist', '--data', mnist, ...flags, '--out', join(folder, 'lenet'), '--quiet'],
      { env: { NODE_OPTIONS: `--import=${sayPeak}` } },
    );
    await rm(folder, { recursive: true });
    expect(status, stderr).toBe(0);
    expect(Number(/peak (\d+)/.exec(stderr)![1]) * 1024).toBeLessThan(250 * MB);
  });
});
