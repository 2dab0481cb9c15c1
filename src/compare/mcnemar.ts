import { describeValue, FoveaError } from '../core/errors.js';
import { regularizedIncompleteBeta } from './incomplete-beta.js';

/**
 * McNemar's exact test of two models on the same test images: the two-sided p-value of `onlyFirst` images that only
 * the first model got right and `onlySecond` that only the second did. Images that both got right, or both wrong,
 * say nothing about which is better. If the models were equally good, each disagreement would fall to either like a
 * coin: p is the chance of a split at least as uneven as this one, twice a binomial tail and at most 1.
 *
 * Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages, 1947.
 * doi:10.1007/BF02295996. Recommended for one training and test set by T. G. Dietterich, Approximate statistical
 * tests for comparing supervised classification learning algorithms, 1998. doi:10.1162/089976698300017197.
 * Differences: both use the χ² approximation; the binomial is exact for few disagreements too. Agrees with SciPy
 * `binomtest(onlyFirst, onlyFirst + onlySecond).pvalue` and statsmodels `mcnemar(exact=True)`.
 *
 * It speaks of these two fitted models, not of what other training images would have made of them. Without any
 * disagreement p is 1.
 * @throws BAD_DATA unless both are whole numbers of at least 0.
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): number {
  for (const value of [onlyFirst, onlySecond])
    if (!Number.isInteger(value) || value < 0)
      throw new FoveaError(
        'BAD_DATA',
        `Expected counts of disagreements, whole numbers of at least 0, but received ${describeValue(value)}.`,
      );
  const fewer = Math.min(onlyFirst, onlySecond);
  const more = Math.max(onlyFirst, onlySecond);
  if (fewer === more) return 1;
  // P(X ≤ k) of n tosses of a fair coin is I_½(n − k, k + 1).
  return Math.min(1, 2 * regularizedIncompleteBeta(0.5, { a: more, b: fewer + 1 }));
}
