import type { Comparison } from './comparison.js';

/**
 * A comparison as JSON. Without times the same data, options and seed give the same bytes, for any number of workers
 * and with any cache.
 */
export function comparisonJson(
  { seconds, results, ...comparison }: Comparison,
  { timings }: { readonly timings: boolean },
): string {
  if (timings) return JSON.stringify({ ...comparison, results, seconds });
  return JSON.stringify({ ...comparison, results: results.map(({ seconds: _, ...result }) => result) });
}
