import { fillBernoulli as fillBernoulliByReference } from '../../core/bernoulli.js';
import { FoveaError } from '../../core/errors.js';
import { fillBernoulli } from '../../kernels/bernoulli.js';
import { hasKernels } from '../../kernels/kernels.js';
import type { Graph } from '../graph/graph.js';
import type { Shape, Tensor } from '../graph/tensor.js';

/** Drawn anew by every run: 0 with probability `rate`, else 1 / (1 − rate), so that the mean is 1. @throws BAD_OPTION */
export function dropMask(graph: Graph, shape: Shape, rate: number): Tensor {
  if (!(rate >= 0 && rate < 1))
    throw new FoveaError('BAD_OPTION', `Expected a rate of at least 0 and below 1 but received ${rate}.`);
  const kept = Math.fround(1 / (1 - rate));
  return graph.drawn('mask', {
    shape,
    draw: (values, random) => {
      const fill = hasKernels() ? fillBernoulli : fillBernoulliByReference;
      fill(values as Float32Array, random, { probability: rate, zero: 0, one: kept });
    },
  });
}
