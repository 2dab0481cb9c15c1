import { choice } from '../core/options.js';

/** The `norm` option that every histogram feature shares. It applies to each single histogram of the vector. */
export const histogramNormOption = choice({
  choices: ['l1', 'l1-sqrt', 'l2', 'none'],
  default: 'l1',
  describe: 'each histogram: sum 1 (l1), square roots of that (l1-sqrt), length 1 (l2), or counts (none)',
});

/** One way to normalise a histogram. */
export type HistogramNorm = typeof histogramNormOption.default;

/**
 * Normalises counts in place and returns them. `l1-sqrt` makes Euclidean distance and dot product those of
 * Hellinger (Bhattacharyya), which suit histograms. Counts that are all 0 stay so.
 */
export function normaliseHistogram(counts: Float64Array, norm: HistogramNorm): Float64Array {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += norm === 'l2' ? counts[i]! ** 2 : counts[i]!;
  if (norm === 'none' || total === 0) return counts;
  const divisor = norm === 'l2' ? Math.sqrt(total) : total;
  for (let i = 0; i < counts.length; i++) counts[i]! /= divisor;
  if (norm === 'l1-sqrt') for (let i = 0; i < counts.length; i++) counts[i] = Math.sqrt(counts[i]!);
  return counts;
}
