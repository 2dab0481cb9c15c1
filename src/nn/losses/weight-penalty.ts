import type { Tensor } from '../graph/tensor.js';
import { absolute } from '../ops/absolute.js';
import { add } from '../ops/add.js';
import { multiply } from '../ops/multiply.js';
import { square } from '../ops/power.js';
import { reduceSum } from '../ops/reduce-sum.js';

/**
 * What large weights cost: l1 · Σ|w| + l2 / 2 · Σ w², over all given tensors.
 * @returns one number, or undefined where neither is asked for.
 */
export function weightPenalty(
  weights: readonly Tensor[],
  { l1 = 0, l2 = 0 }: { readonly l1?: number; readonly l2?: number },
): Tensor | undefined {
  const terms = weights.flatMap((w) => [
    ...(l1 === 0 ? [] : [multiply(reduceSum(absolute(w)), l1)]),
    ...(l2 === 0 ? [] : [multiply(reduceSum(square(w)), l2 / 2)]),
  ]);
  return terms.length === 0 ? undefined : terms.reduce((sum, term) => add(sum, term));
}
