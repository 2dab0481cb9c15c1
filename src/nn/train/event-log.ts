import type { EventHistogram, GraphNode, SummaryValue } from '../../formats/tfevents.js';
import type { Tensor } from '../graph/tensor.js';
import type { EpochReport, Variables } from './train.js';

/** Intervals of a histogram. */
const INTERVALS = 30;

/** What an epoch came to, as TensorBoard's scalars. */
export function epochScalars({ training, validation, rate }: EpochReport): SummaryValue[] {
  const scores = { training, ...(validation && { validation }) };
  return [
    ...Object.entries(scores).flatMap(([name, { loss, accuracy }]) => [
      { tag: `loss/${name}`, scalar: loss },
      ...(accuracy === undefined ? [] : [{ tag: `accuracy/${name}`, scalar: accuracy }]),
    ]),
    { tag: 'rate', scalar: rate },
  ];
}

/** How numbers of variables, or their gradients, are spread. @param prefix of the tags: `weights`, `gradients`. */
export const spreads = (prefix: string, values: Variables): SummaryValue[] =>
  [...values].map(([name, numbers]) => ({ tag: `${prefix}/${name}`, histogram: histogramOf(numbers) }));

/** Equal intervals between the smallest and the largest number. */
export function histogramOf(numbers: ArrayLike<number>): EventHistogram {
  let [min, max, sum, sumOfSquares] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    sumOfSquares += value * value;
  }
  const step = (max - min) / INTERVALS || 1;
  const counts = new Array<number>(INTERVALS).fill(0);
  for (let i = 0; i < numbers.length; i++)
    counts[Math.min(INTERVALS - 1, Math.floor((numbers[i]! - min) / step))]!++;
  const limits = counts.map((_, i) => (i === INTERVALS - 1 && step !== 1 ? max : min + (i + 1) * step));
  return { min, max, count: numbers.length, sum, sumOfSquares, limits, counts };
}

/** What a tensor is computed from, as TensorBoard draws it. */
export const graphNodes = (tensors: readonly Tensor[]): GraphNode[] =>
  tensors.map((tensor) => ({
    name: tensor.name,
    operator: tensor.kind === 'operation' ? tensor.operator.name : tensor.kind,
    inputs: tensor.kind === 'operation' ? tensor.inputs.map(({ name }) => name) : [],
    shape: tensor.shape,
  }));
