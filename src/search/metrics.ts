import { FoveaError } from '../core/errors.js';

/** The outcome of one query. */
export interface RankedAnswer {
  /** Whether each hit is relevant, best hit first. */
  readonly ranked: readonly boolean[];
  /** How many relevant images there are in the whole index, found or not. */
  readonly relevant: number;
}

/**
 * The share of relevant ones among the first `top` hits. Hits that are missing count as not relevant.
 * @throws BAD_OPTION unless `top` is a positive integer.
 */
export function precisionAt(ranked: readonly boolean[], top: number): number {
  requireTop(top);
  return ranked.slice(0, top).filter(Boolean).length / top;
}

/**
 * Average precision: the mean, over all relevant images, of the precision at the rank where each was found; one
 * that was not found counts 0. With `top` only the first hits are looked at, and the mean is over the
 * `min(relevant, top)` images that could have been among them, so that a perfect answer is 1.
 * Without anything relevant it is 0.
 *
 * Differences from scikit-learn's `average_precision_score`: none for a complete ranking without ties; there is no
 * cut there. Differences from the Oxford Buildings evaluation: that one joins the points by trapezoids.
 * @throws BAD_OPTION for `top`; BAD_DATA when more are found than there are.
 */
export function averagePrecision({ ranked, relevant }: RankedAnswer, top = Infinity): number {
  if (top !== Infinity) requireTop(top);
  const total = ranked.filter(Boolean).length;
  if (total > relevant)
    throw new FoveaError(
      'BAD_DATA',
      `Expected at most ${relevant} relevant hits but received ${total}. Count what is relevant over the whole index.`,
    );
  let found = 0;
  let sum = 0;
  for (let i = 0; i < Math.min(ranked.length, top); i++) if (ranked[i]) sum += ++found / (i + 1);
  return relevant === 0 ? 0 : sum / Math.min(relevant, top);
}

/** The mean of `averagePrecision` over queries; 0 for none. Errors as there. */
export function meanAveragePrecision(answers: readonly RankedAnswer[], top = Infinity): number {
  const sum = answers.reduce((total, answer) => total + averagePrecision(answer, top), 0);
  return answers.length === 0 ? 0 : sum / answers.length;
}

function requireTop(top: number): void {
  if (!Number.isInteger(top) || top < 1)
    throw new FoveaError('BAD_OPTION', `Expected a positive integer for top but received ${top}.`);
}
