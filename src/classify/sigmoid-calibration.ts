/** `p(own class | score) = 1 / (1 + exp(slope · score + intercept))`; the slope is negative where scores tell. */
export interface Sigmoid {
  readonly slope: number;
  readonly intercept: number;
}

const MAX_ITERATIONS = 100;
/** Added to the Hessian's diagonal. */
const RIDGE = 1e-12;
const SMALLEST_STEP = 1e-10;
const ENOUGH = 1e-5;

/**
 * Platt scaling: the sigmoid of greatest likelihood for scores, where `own[i]` says whether sample i is of the class.
 *
 * 1. Targets are (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2) instead of 1 and 0, so that no probability is certain.
 * 2. Newton's method with backtracking, on a form of the loss that neither overflows nor cancels, until both components
 *    of the gradient are below 1e-5, or for 100 steps.
 *
 * Source: Platt, "Probabilistic outputs for support vector machines", 1999; Lin, Lin & Weng, "A note on Platt's
 * probabilistic outputs for support vector machines", 2007, doi:10.1007/s10994-007-5018-6, whose appendix this is.
 */
export function fitSigmoid(scores: Float64Array, own: readonly boolean[]): Sigmoid {
  const positives = own.filter(Boolean).length;
  const negatives = own.length - positives;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  const targets = Float64Array.from(own, (is) => (is ? high : low));
  let at: Sigmoid = { slope: 0, intercept: Math.log((negatives + 1) / (positives + 1)) };
  let value = loss(at, scores, targets);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const step = newtonStep(at, scores, targets);
    if (step === undefined) break;
    const next = backtrack(at, value, { step, scores, targets });
    if (next === undefined) break;
    ({ at, value } = next);
  }
  return at;
}

/** The probability that the sigmoid gives a score. */
export function sigmoidAt({ slope, intercept }: Sigmoid, score: number): number {
  const exponent = slope * score + intercept;
  return exponent >= 0 ? Math.exp(-exponent) / (1 + Math.exp(-exponent)) : 1 / (1 + Math.exp(exponent));
}

function loss({ slope, intercept }: Sigmoid, scores: Float64Array, targets: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const exponent = scores[i]! * slope + intercept;
    sum +=
      exponent >= 0
        ? targets[i]! * exponent + Math.log1p(Math.exp(-exponent))
        : (targets[i]! - 1) * exponent + Math.log1p(Math.exp(exponent));
  }
  return sum;
}

interface Step {
  readonly slope: number;
  readonly intercept: number;
  /** The gradient times the step. */
  readonly descent: number;
}

/** Newton's step; undefined where the gradient is as good as zero. */
function newtonStep(at: Sigmoid, scores: Float64Array, targets: Float64Array): Step | undefined {
  let [h11, h22, h21, g1, g2] = [RIDGE, RIDGE, 0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const p = sigmoidAt(at, scores[i]!);
    const weight = p * (1 - p);
    h11 += scores[i]! * scores[i]! * weight;
    h22 += weight;
    h21 += scores[i]! * weight;
    g1 += scores[i]! * (targets[i]! - p);
    g2 += targets[i]! - p;
  }
  if (Math.abs(g1) < ENOUGH && Math.abs(g2) < ENOUGH) return undefined;
  const determinant = h11 * h22 - h21 * h21;
  const slope = -(h22 * g1 - h21 * g2) / determinant;
  const intercept = -(-h21 * g1 + h11 * g2) / determinant;
  return { slope, intercept, descent: g1 * slope + g2 * intercept };
}

function backtrack(
  at: Sigmoid,
  value: number,
  { step, scores, targets }: { step: Step; scores: Float64Array; targets: Float64Array },
): { at: Sigmoid; value: number } | undefined {
  for (let length = 1; length >= SMALLEST_STEP; length /= 2) {
    const next = {
      slope: at.slope + length * step.slope,
      intercept: at.intercept + length * step.intercept,
    };
    const reached = loss(next, scores, targets);
    if (reached < value + 1e-4 * length * step.descent) return { at: next, value: reached };
  }
  return undefined;
}
