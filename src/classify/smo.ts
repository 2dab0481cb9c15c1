/** Two classes as a support vector machine sees them. */
export interface KernelProblem {
  /** `[n, n]`, flat: the kernel of every pair of samples, symmetric. */
  readonly kernel: Float32Array | Float64Array;
  /** 1 or −1 for each sample, both present. */
  readonly signs: Int8Array;
}

/** `decision(x) = Σ coefficients[i] · kernel(x, xᵢ) + intercept`. */
export interface KernelMachine {
  /** One a sample: multiplier times sign; 0 where the sample is no support vector. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly iterations: number;
  readonly converged: boolean;
}

interface SmoOptions {
  readonly C: number;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** What a curvature that is not positive counts as. */
const FLAT = 1e-12;

/**
 * A support vector machine with hinge loss by sequential minimal optimisation: minimises
 * `½‖w‖² + C Σ max(0, 1 − signᵢ · decision(xᵢ))`, the intercept free.
 *
 * 1. The first sample of a pair violates the optimality conditions most; the second, of those that violate them with
 *    it, promises the greatest decrease to second order.
 * 2. Both multipliers go to the pair's minimum within 0 … C, the gradient with them.
 * 3. Done when the largest violation is below `tolerance`.
 *
 * Source: Fan, Chen & Lin, "Working set selection using second order information for training support vector
 * machines", JMLR 6, 2005 (WSS 2): LIBSVM's method, hence scikit-learn's SVC, without shrinking. Nothing is drawn at
 * random.
 */
export function trainKernelMachine(problem: KernelProblem, options: SmoOptions): KernelMachine {
  const { kernel, signs } = problem;
  const n = signs.length;
  const alphas = new Float64Array(n);
  const gradient = new Float64Array(n).fill(-1);
  let iterations = 0;
  for (; iterations < options.maxIterations; iterations++) {
    const pair = selectPair(problem, { alphas, gradient, C: options.C, tolerance: options.tolerance });
    if (pair === undefined) break;
    const [i, j] = pair;
    const before = [alphas[i]!, alphas[j]!] as const;
    movePair(problem, { alphas, gradient, C: options.C, i, j });
    const changeI = (alphas[i]! - before[0]) * signs[i]!;
    const changeJ = (alphas[j]! - before[1]) * signs[j]!;
    const [rowI, rowJ] = [i * n, j * n];
    for (let k = 0; k < n; k++)
      gradient[k]! += signs[k]! * (changeI * kernel[rowI + k]! + changeJ * kernel[rowJ + k]!);
  }
  return {
    coefficients: alphas.map((alpha, i) => alpha * signs[i]!),
    intercept: interceptOf(signs, { alphas, gradient, C: options.C }),
    iterations,
    converged: iterations < options.maxIterations,
  };
}

/**
 * The same with squared hinge loss, `½‖w‖² + C Σ max(0, 1 − signᵢ · decision(xᵢ))²`: its dual has no bound, and
 * 1 / (2C) more on the kernel's diagonal. `maxIterations` counts as many pairs as there are samples for one.
 */
export function trainSquaredHinge({ kernel, signs }: KernelProblem, options: SmoOptions): KernelMachine {
  const n = signs.length;
  const ridged = Float64Array.from(kernel);
  for (let i = 0; i < n; i++) ridged[i * n + i]! += 1 / (2 * options.C);
  const maxIterations = options.maxIterations * n;
  return trainKernelMachine({ kernel: ridged, signs }, { ...options, C: Infinity, maxIterations });
}

interface Progress {
  readonly alphas: Float64Array;
  /** Of the dual: `signᵢ Σ signⱼ αⱼ kernelᵢⱼ − 1`. */
  readonly gradient: Float64Array;
  readonly C: number;
}

/** The pair to move next; undefined where no pair violates the conditions by more than the tolerance. */
function selectPair(
  { kernel, signs }: KernelProblem,
  { alphas, gradient, C, tolerance }: Progress & { tolerance: number },
): readonly [number, number] | undefined {
  const n = signs.length;
  let first = -1;
  let most = -Infinity;
  for (let t = 0; t < n; t++) {
    const up = signs[t] === 1 ? alphas[t]! < C : alphas[t]! > 0;
    if (up && -signs[t]! * gradient[t]! >= most) {
      most = -signs[t]! * gradient[t]!;
      first = t;
    }
  }
  if (first < 0) return undefined;
  let second = -1;
  let least = Infinity;
  let best = Infinity;
  const row = first * n;
  const own = kernel[row + first]!;
  for (let t = 0; t < n; t++) {
    const down = signs[t] === 1 ? alphas[t]! > 0 : alphas[t]! < C;
    if (!down) continue;
    const value = -signs[t]! * gradient[t]!;
    if (value < least) least = value;
    const violation = most - value;
    if (violation <= 0) continue;
    const curvature = Math.max(FLAT, own + kernel[t * n + t]! - 2 * kernel[row + t]!);
    const decrease = (-violation * violation) / curvature;
    if (decrease <= best) {
      best = decrease;
      second = t;
    }
  }
  return second < 0 || most - least < tolerance ? undefined : [first, second];
}

/** Moves αᵢ and αⱼ along the line that keeps Σ sign · α, to its minimum or the box's wall. */
function movePair(
  { kernel, signs }: KernelProblem,
  { alphas, gradient, C, i, j }: Progress & { i: number; j: number },
): void {
  const n = signs.length;
  const curvature = Math.max(FLAT, kernel[i * n + i]! + kernel[j * n + j]! - 2 * kernel[i * n + j]!);
  const wanted = (-signs[i]! * gradient[i]! + signs[j]! * gradient[j]!) / curvature;
  const roomI = signs[i] === 1 ? C - alphas[i]! : alphas[i]!;
  const roomJ = signs[j] === 1 ? alphas[j]! : C - alphas[j]!;
  const step = Math.min(wanted, roomI, roomJ);
  // At a wall exactly the wall, so that bounds are recognised.
  alphas[i] = step === roomI ? (signs[i] === 1 ? C : 0) : alphas[i]! + signs[i]! * step;
  alphas[j] = step === roomJ ? (signs[j] === 1 ? 0 : C) : alphas[j]! - signs[j]! * step;
}

/** From the samples on the margin; where there are none, the middle of what the conditions allow. */
function interceptOf(signs: Int8Array, { alphas, gradient, C }: Progress): number {
  let [sum, free, upper, lower] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < signs.length; i++) {
    const value = -signs[i]! * gradient[i]!;
    if (alphas[i]! > 0 && alphas[i]! < C) {
      sum += value;
      free++;
    } else if ((alphas[i] === 0) === (signs[i] === 1)) lower = Math.max(lower, value);
    else upper = Math.min(upper, value);
  }
  return free > 0 ? sum / free : (upper + lower) / 2;
}
