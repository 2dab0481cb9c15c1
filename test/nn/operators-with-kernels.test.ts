import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../../src/core/options.js';
import { lastingKernels } from '../../src/kernels/kernels.js';
import { layOut } from '../../src/nn/engines/builtin/lay-out.js';
import type { NetworkKernels } from '../../src/nn/engines/builtin/network-kernels.js';
import { networks } from '../../src/nn/networks/index.js';
import { trainingGraph } from '../../src/nn/train/training-graph.js';

describe('a training step on the built-in engine', () => {
  it.each(networks.map((network) => [network.name, network] as const))(
    'of %s has a kernel for every operator',
    (_, network) => {
      const { architecture, options, recipe, task } = network;
      const given = resolveOptions(network.name, options, small[network.name] ?? {});
      const { loss, optimizer, optimizerOptions = {}, l2 = 0 } = recipe(given);
      const { updates, ...graph } = trainingGraph(
        architecture(task, given),
        { loss, optimizer, optimizerOptions, l1: 1e-4, l2 },
        { batch: 2, targetsAre: 'labels' },
      );
      const program = { graph: graph.loss.graph, fetches: [graph.loss, graph.output], updates };
      const { exports: kernels, arena } = lastingKernels<NetworkKernels>();
      const { steps } = layOut(program, { kernels, arena, threads: 1 });
      const slow = steps.filter(({ stages }) => stages === undefined);
      expect(slow.map(({ operation }) => operation.operator.name)).toEqual([]);
    },
  );
});

/** Options that leave the operators as they are and need little memory. */
const small: Readonly<Record<string, Record<string, unknown>>> = {
  alexnet: { width: 0.03 },
  'fmp-cifar100': { filters: 2 },
};
