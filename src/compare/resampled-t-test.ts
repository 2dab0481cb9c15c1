import { describeValue, FoveaError } from '../core/errors.js';
import { regularizedIncompleteBeta } from './incomplete-beta.js';

/** What the corrected resampled t-test found. */
export interface ResampledTTest {
  /** Mean of the differences. */
  readonly mean: number;
  /** Student's t; ±Infinity where every round differs by the same amount, 0 where none differs. */
  readonly statistic: number;
  /** Rounds less one. */
  readonly degreesOfFreedom: number;
  /** Two-sided: the chance of a |t| at least as large if the models were equally good. */
  readonly pValue: number;
}

/**
 * The corrected resampled t-test of two models over k rounds, each a new split into training and test images:
 *
 * 1. d_i is the accuracy of the first model less that of the second in round i; s² the sample variance (k − 1).
 * 2. t = mean(d) / √((1/k + test/train) · s²), with k − 1 degrees of freedom.
 *
 * The ordinary test would divide s² by k as if rounds were independent; they share most of their training images, and
 * it then sees differences where there are none. The share test/train makes up for that.
 *
 * C. Nadeau, Y. Bengio, Inference for the generalization error, 2003. doi:10.1023/A:1024068626366. For 10 × 10-fold
 * cross-validation this is the form of Bouckaert & Frank, 2004. doi:10.1007/978-3-540-24775-3_3.
 *
 * @param sizes images that each round trained on and tested on.
 * @throws BAD_DATA for fewer than two rounds, a difference that is not finite, or sizes that are not positive.
 */
export function correctedResampledTTest(
  differences: readonly number[],
  { train, test }: { readonly train: number; readonly test: number },
): ResampledTTest {
  const rounds = differences.length;
  checkInputs(differences, { train, test });
  const mean = differences.reduce((sum, value) => sum + value, 0) / rounds;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const degreesOfFreedom = rounds - 1;
  // Rounding alone must not pass for a spread: the same difference in every round has none.
  const same = differences.every((value) => value === differences[0]);
  const variance = same ? 0 : (1 / rounds + test / train) * (squares / degreesOfFreedom);
  const statistic = mean === 0 ? 0 : mean / Math.sqrt(variance);
  return { mean, statistic, degreesOfFreedom, pValue: studentTwoSided(statistic, degreesOfFreedom) };
}

/** P(|T| ≥ |t|) of Student's t. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (!Number.isFinite(t)) return 0;
  return regularizedIncompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), {
    a: degreesOfFreedom / 2,
    b: 0.5,
  });
}

function checkInputs(
  differences: readonly number[],
  { train, test }: { readonly train: number; readonly test: number },
): void {
  if (differences.length < 2)
    throw new FoveaError(
      'BAD_DATA',
      `Expected the differences of at least 2 rounds but received ${differences.length}. Repeat the split, or use McNemar's test on one.`,
    );
  const wrong = differences.find((value) => !Number.isFinite(value));
  if (wrong !== undefined)
    throw new FoveaError('BAD_DATA', `Expected finite differences but received ${describeValue(wrong)}.`);
  if (!(train > 0 && test > 0))
    throw new FoveaError(
      'BAD_DATA',
      `Expected positive numbers of training and test images but received ${train} and ${test}.`,
    );
}
