import { FoveaError } from '../core/errors.js';

/** Standard normal quantile of 97.5%: what lies within ±z is 95%. */
const z = 1.959963984540054;

/**
 * The 95% confidence interval of a share, `successes` out of `trials`, after Wilson: the shares p whose own
 * normal approximation, p ± z·√(p(1 − p)/trials), holds the share that was seen. Unlike the textbook interval it
 * never leaves [0, 1] and does not shrink to a point at 0% or 100%. No trials: [0, 1], nothing is known.
 *
 * E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
 * doi:10.1080/01621459.1927.10502953. Agrees with statsmodels `proportion_confint(method='wilson')`.
 * It covers the chance of drawing this test set, not that of another training set or seed.
 * @throws BAD_DATA unless 0 ≤ successes ≤ trials.
 */
export function wilsonInterval(successes: number, trials: number): [lower: number, upper: number] {
  if (!(successes >= 0 && successes <= trials))
    throw new FoveaError(
      'BAD_DATA',
      `Expected from 0 to ${trials} successes in ${trials} trials but received ${successes}.`,
    );
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / shrink;
  const radius = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return [
    successes === 0 ? 0 : Math.max(0, centre - radius),
    successes === trials ? 1 : Math.min(1, centre + radius),
  ];
}
