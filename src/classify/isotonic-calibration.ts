/** A probability that never falls as the score grows: straight lines between points, level beyond the outermost. */
export interface Isotonic {
  /** Scores, ascending. */
  readonly scores: Float64Array;
  readonly probabilities: Float64Array;
}

interface Pool {
  readonly from: number;
  readonly to: number;
  readonly mean: number;
  readonly weight: number;
}

/**
 * Isotonic regression: the non-decreasing function with the least squared error from 1 for samples of the class and 0
 * for others. Samples of equal score count as one; neighbours that would make it fall are pooled.
 *
 * Source: Zadrozny & Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002,
 * doi:10.1145/775047.775151; pool-adjacent-violators. As scikit-learn's IsotonicRegression with `clip`.
 */
export function fitIsotonic(scores: Float64Array, own: readonly boolean[]): Isotonic {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  const pools: Pool[] = [];
  for (let i = 0; i < order.length; ) {
    const score = scores[order[i]!]!;
    let [count, sum] = [0, 0];
    for (; i < order.length && scores[order[i]!] === score; i++) {
      count++;
      sum += own[order[i]!] ? 1 : 0;
    }
    let pool: Pool = { from: score, to: score, mean: sum / count, weight: count };
    for (let last = pools.at(-1); last && last.mean >= pool.mean; last = pools.at(-1)) {
      pools.pop();
      pool = joined(last, pool);
    }
    pools.push(pool);
  }
  const points = pools.flatMap(({ from, to, mean }) =>
    from === to ? [[from, mean] as const] : [[from, mean] as const, [to, mean] as const],
  );
  return {
    scores: Float64Array.from(points, ([score]) => score),
    probabilities: Float64Array.from(points, ([, probability]) => probability),
  };
}

/** The probability of a score. */
export function isotonicAt({ scores, probabilities }: Isotonic, score: number): number {
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scores[middle]! <= score) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return probabilities[0]!;
  if (low === scores.length) return probabilities.at(-1)!;
  const [from, to] = [scores[low - 1]!, scores[low]!];
  const share = (score - from) / (to - from);
  return probabilities[low - 1]! + share * (probabilities[low]! - probabilities[low - 1]!);
}

function joined(a: Pool, b: Pool): Pool {
  const weight = a.weight + b.weight;
  return { from: a.from, to: b.to, mean: (a.mean * a.weight + b.mean * b.weight) / weight, weight };
}
