import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { areaUnderCurve, type RocCurve, rocCurve } from './roc.js';

/** A curve and the area under it. */
export interface ScoredRocCurve extends RocCurve {
  readonly area: number;
}

/** Each class against all others. */
export interface OneVersusRestRoc {
  /** In label order; absent for a class that has no test sample, or all of them. */
  readonly perClass: readonly (ScoredRocCurve | undefined)[];
  /** Mean of the areas that there are, each class counting the same; NaN where there is none. */
  readonly macroArea: number;
}

/**
 * The curve of each class against the rest, from the probabilities `[samples, classes]` that a model gave: column c
 * scores how much a sample looks like class c. As scikit-learn's
 * `roc_auc_score(multi_class='ovr', average='macro')`, but for classes without positives or negatives: those are
 * left out of the mean instead of being an error.
 * @throws BAD_SHAPE when labels and rows differ in number; BAD_DATA for NaN.
 */
export function oneVersusRestRoc(truth: ArrayLike<number>, { data, shape }: NdArray): OneVersusRestRoc {
  const [samples = 0, classes = 0] = shape;
  if (samples !== truth.length)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected one row of probabilities for each of ${truth.length} labels but received ${samples}.`,
    );
  const perClass = Array.from({ length: classes }, (_, c) => {
    const positive = Uint8Array.from({ length: samples }, (_, i) => Number(truth[i] === c));
    const positives = positive.reduce((sum, is) => sum + is, 0);
    if (positives === 0 || positives === samples) return undefined;
    const curve = rocCurve(
      positive,
      Float64Array.from({ length: samples }, (_, i) => data[i * classes + c]!),
    );
    return { ...curve, area: areaUnderCurve(curve) };
  });
  const areas = perClass.flatMap((curve) => curve?.area ?? []);
  return { perClass, macroArea: areas.reduce((sum, area) => sum + area, 0) / areas.length };
}

/**
 * The mean of several curves at each false positive rate (vertical averaging, Fawcett 2006). Its area is the mean of
 * their areas: where some curve rises straight up, so does the mean.
 */
export function meanRocCurve(
  curves: readonly Pick<RocCurve, 'falsePositiveRate' | 'truePositiveRate'>[],
): Pick<RocCurve, 'falsePositiveRate' | 'truePositiveRate'> {
  const rates = [...new Set(curves.flatMap(({ falsePositiveRate }) => falsePositiveRate))].sort(
    (a, b) => a - b,
  );
  const sums = rates.map(() => ({ low: 0, high: 0 }));
  for (const { falsePositiveRate: x, truePositiveRate: y } of curves) {
    let [first, last] = [0, 0];
    rates.forEach((rate, r) => {
      // The curve's points at this rate, or the two around it.
      while (x[first]! < rate) first++;
      last = Math.max(first, last);
      while (x[last + 1]! === rate) last++;
      const exact = x[first] === rate;
      const between = exact ? 0 : (rate - x[first - 1]!) / (x[first]! - x[first - 1]!);
      sums[r]!.low += exact ? y[first]! : y[first - 1]! + between * (y[first]! - y[first - 1]!);
      sums[r]!.high += exact ? y[last]! : y[first - 1]! + between * (y[first]! - y[first - 1]!);
    });
  }
  const points = rates.flatMap((rate, r) => {
    const { low, high } = sums[r]!;
    return low === high ? [[rate, low] as const] : [[rate, low] as const, [rate, high] as const];
  });
  return {
    falsePositiveRate: points.map(([rate]) => rate),
    truePositiveRate: points.map(([, sum]) => sum / curves.length),
  };
}
