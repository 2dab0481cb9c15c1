import { FoveaError } from '../core/errors.js';

/** A receiver operating characteristic: one point for each threshold that matters, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** Of the negatives, the share that scores at least the threshold. Ascending. */
  readonly falsePositiveRate: readonly number[];
  /** Of the positives, the share that scores at least the threshold. Ascending. */
  readonly truePositiveRate: readonly number[];
  /** Descending; the first is Infinity, which nothing reaches. */
  readonly thresholds: readonly number[];
}

/**
 * How many positives are found, and at the price of how many false alarms, as the threshold on a score falls:
 *
 * 1. Samples are sorted by score, the highest first; equal scores count as one step, never one before the other.
 * 2. Each step gives a point; those evenly spaced on a straight line between their neighbours are left out.
 *
 * T. Fawcett, An introduction to ROC analysis, 2006. doi:10.1016/j.patrec.2005.10.010.
 * Agrees with scikit-learn's `roc_curve`.
 * @param positive for each sample, whether it is what is looked for (anything but 0 and false).
 * @throws BAD_SHAPE when the lists differ in length; BAD_DATA for NaN, or where positives or negatives are missing.
 */
export function rocCurve(positive: ArrayLike<number | boolean>, scores: ArrayLike<number>): RocCurve {
  const { hits, alarms, thresholds } = cumulated(positive, scores);
  const [positives, negatives] = [hits.at(-1)!, alarms.at(-1)!];
  if (positives === 0 || negatives === 0)
    throw new FoveaError(
      'BAD_DATA',
      `Expected positive and negative samples but received ${positives} and ${negatives}. A curve needs both.`,
    );
  const kept = thresholds.map((_, i) => i).filter((i) => isCorner(i, { hits, alarms }));
  return {
    falsePositiveRate: kept.map((i) => alarms[i]! / negatives),
    truePositiveRate: kept.map((i) => hits[i]! / positives),
    thresholds: kept.map((i) => thresholds[i]!),
  };
}

/** The area under a curve through ascending `x`, by trapezia. 1: all positives score higher; 0.5: chance. */
export function areaUnderCurve({
  falsePositiveRate: x,
  truePositiveRate: y,
}: Pick<RocCurve, 'falsePositiveRate' | 'truePositiveRate'>): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return area;
}

/** Positives and negatives at or above each different score, beginning above all. */
interface Cumulated {
  readonly hits: readonly number[];
  readonly alarms: readonly number[];
  readonly thresholds: readonly number[];
}

function cumulated(positive: ArrayLike<number | boolean>, scores: ArrayLike<number>): Cumulated {
  if (positive.length !== scores.length)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected one score for each of ${positive.length} samples but received ${scores.length}.`,
    );
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i);
  order.sort((a, b) => Number(scores[b]! > scores[a]!) - Number(scores[b]! < scores[a]!));
  const [hits, alarms, thresholds] = [[0], [0], [Number.POSITIVE_INFINITY]];
  let [hit, alarm] = [0, 0];
  order.forEach((sample, rank) => {
    const score = scores[sample]!;
    if (Number.isNaN(score))
      throw new FoveaError('BAD_DATA', `Expected a score for sample ${sample} but received NaN.`);
    if (positive[sample]) hit++;
    else alarm++;
    if (rank + 1 < order.length && scores[order[rank + 1]!] === score) return;
    hits.push(hit);
    alarms.push(alarm);
    thresholds.push(score);
  });
  return { hits, alarms, thresholds };
}

/** Both ends and the highest score stay; of the rest, points where the curve changes its direction. */
function isCorner(i: number, { hits, alarms }: Pick<Cumulated, 'hits' | 'alarms'>): boolean {
  if (i <= 1 || i === hits.length - 1) return true;
  const bend = (counts: readonly number[]) => counts[i + 1]! - 2 * counts[i]! + counts[i - 1]!;
  return bend(hits) !== 0 || bend(alarms) !== 0;
}
