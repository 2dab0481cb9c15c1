import type { Comparison, ModelResult } from './comparison.js';

/**
 * Results from best to worst: by accuracy (the mean over seeds where there are several), then macro F1, then name,
 * so that the order is the same on every run.
 */
export function ranked({ results }: Pick<Comparison, 'results'>): ModelResult[] {
  return results.toSorted(
    (a, b) => meanAccuracy(b) - meanAccuracy(a) || b.macroF1 - a.macroF1 || (a.model < b.model ? -1 : 1),
  );
}

/** Over all seeds that were tried. */
export function meanAccuracy({ accuracy, repeats }: ModelResult): number {
  return repeats?.mean ?? accuracy;
}
