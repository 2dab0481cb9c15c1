import type { Hit } from './search-index.js';

/**
 * The `top` images with the highest scores above 0: score descending, then path in order of code units. One pass
 * over the scores with a list of at most `top`.
 */
export function topHits(scores: Float64Array, paths: readonly string[], top: number): Hit[] {
  const hits: Hit[] = [];
  for (let id = 0; id < scores.length; id++) {
    const hit = { path: paths[id]!, score: scores[id]! };
    if (hit.score <= 0 || (hits.length === top && !isBefore(hit, hits[top - 1]!))) continue;
    let [low, high] = [0, hits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(hit, hits[middle]!)) high = middle;
      else low = middle + 1;
    }
    hits.splice(low, 0, hit);
    if (hits.length > top) hits.pop();
  }
  return hits;
}

function isBefore(a: Hit, b: Hit): boolean {
  return a.score !== b.score ? a.score > b.score : a.path < b.path;
}
