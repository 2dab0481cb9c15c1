import { expect } from 'vitest';
import { sizeOf } from '../../../src/core/ndarray.js';
import { Random } from '../../../src/core/random.js';
import { referenceEngine } from '../../../src/nn/engines/reference.js';
import { gradients } from '../../../src/nn/gradients.js';
import { Graph } from '../../../src/nn/graph/graph.js';
import { neededFor } from '../../../src/nn/graph/needed.js';
import type { Placeholder, Shape, Tensor, Values } from '../../../src/nn/graph/tensor.js';
import { multiply } from '../../../src/nn/ops/multiply.js';
import { reduceSum } from '../../../src/nn/ops/reduce-sum.js';

/** An input: its shape, and numbers where random ones (−1 … 1, none near 0) would not do. */
export interface GradientInput {
  readonly shape: Shape;
  readonly values?: readonly number[];
  /** Labels and places have no gradient, and are not nudged. */
  readonly fixed?: boolean;
}

/** Half the width of a central difference, in float64. */
const NUDGE = 1e-5;

/**
 * Holds the analytic gradient of `build(inputs)` to central differences, for every element of every input, in
 * float64. The result is weighed with random numbers first, so that no two elements of the upstream gradient are
 * alike.
 */
export async function checkGradients(
  inputs: readonly GradientInput[],
  build: (...inputs: Tensor[]) => Tensor,
  { tolerance = 1e-7, seed = 1 }: { tolerance?: number; seed?: number } = {},
): Promise<void> {
  const graph = new Graph();
  const places = inputs.map(({ shape, fixed }, i) =>
    graph.placeholder(`input${i}`, shape, fixed ? 'int32' : 'float32'),
  );
  const result = build(...places);
  const random = new Random(seed);
  const weights = Float32Array.from({ length: sizeOf(result.shape) }, () => random.uniform(0.5, 1.5));
  const loss = reduceSum(multiply(result, graph.constant({ data: weights, shape: result.shape })));
  const moving = places.filter((_, i) => !inputs[i]!.fixed);
  const analytic = gradients(loss, moving);
  const values = new Map<Tensor, Values>(
    places.map((place, i) => [place, firstValues(inputs[i]!, random.fork(i))]),
  );
  const found = await evaluate([loss, ...analytic], values);
  const lossAt = async () => (await evaluate([loss], values))[0]![0]!;
  for (const [i, place] of moving.entries()) {
    const numbers = values.get(place)!;
    expect(analytic[i]!.shape).toEqual(place.shape);
    for (let k = 0; k < numbers.length; k++) {
      const kept = numbers[k]!;
      numbers[k] = kept + NUDGE;
      const above = await lossAt();
      numbers[k] = kept - NUDGE;
      const below = await lossAt();
      numbers[k] = kept;
      const numeric = (above - below) / (2 * NUDGE);
      const size = Math.max(1, Math.abs(numeric));
      expect(
        Math.abs(found[i + 1]![k]! - numeric) / size,
        `gradient by ${describe(place, k)}: analytic ${found[i + 1]![k]}, numeric ${numeric}`,
      ).toBeLessThan(tolerance);
    }
  }
}

const describe = (place: Placeholder, element: number) => `element ${element} of ${place.name}`;

function firstValues({ shape, values, fixed }: GradientInput, random: Random): Values {
  if (fixed) return Int32Array.from(values!);
  if (values) return Float64Array.from(values);
  const away = () => random.uniform(0.1, 1) * (random.uniform() < 0.5 ? -1 : 1);
  return Float64Array.from({ length: sizeOf(shape) }, away);
}

/** Tensors in float64. */
export async function evaluate(
  tensors: readonly Tensor[],
  feeds: ReadonlyMap<Tensor, Values>,
): Promise<Values[]> {
  const engine = referenceEngine({ precision: 'float64' });
  const executable = await engine.compile({ graph: tensors[0]!.graph, fetches: tensors, updates: [] });
  const sources = neededFor(tensors).filter((tensor) => feeds.has(tensor));
  await executable.run(new Map(sources.map((source) => [source, feeds.get(source)!])));
  return tensors.map((tensor) => executable.exact(tensor));
}
