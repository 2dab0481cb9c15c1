import {
  type Correction,
  directionFrom,
  dot,
  largest,
  type Minimum,
  type Objective,
  remember,
} from './lbfgs.js';

/** Armijo's constant: the share of the promised decrease that a step must bring. */
const SUFFICIENT = 1e-4;
const HALVINGS = 40;

/** What is added to the smooth function: `strength · Σ |x|` over the first `count` parameters. */
interface Penalty {
  readonly strength: number;
  readonly count: number;
}

/**
 * Minimises a smooth convex function plus an L1 penalty by the orthant-wise limited-memory quasi-Newton method.
 *
 * 1. Where a parameter is 0 the gradient is that of the side to which the sum falls, 0 where it falls to neither.
 * 2. The direction is L-BFGS's for this gradient, without the components that do not go downhill.
 * 3. Steps are halved from 1; a parameter that would change its sign stops at 0.
 *
 * Source: Andrew & Gao, "Scalable training of L1-regularized log-linear models", ICML 2007,
 * doi:10.1145/1273496.1273501.
 */
export function minimiseOwlqn(
  objective: Objective,
  start: Float64Array,
  options: Penalty & { tolerance: number; maxIterations: number },
): Minimum {
  let x: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(x.length);
  let value = objective(x, gradient) + norm(x, options);
  const memory: Correction[] = [];
  for (let iterations = 0; ; iterations++) {
    const slope = pseudoGradient(x, gradient, options);
    if (largest(slope) <= options.tolerance) return { x, value, iterations, converged: true };
    if (iterations >= options.maxIterations) return { x, value, iterations, converged: false };
    const direction = directionFrom(slope, memory).map((component, i) =>
      component * slope[i]! < 0 ? component : 0,
    );
    const next = lineSearch(objective, { x, value, slope, direction }, options);
    if (next === undefined) return { x, value, iterations, converged: true };
    remember(memory, { x, gradient }, next);
    ({ x, value, gradient } = next);
  }
}

function norm(x: Float64Array, { strength, count }: Penalty): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.abs(x[i]!);
  return strength * sum;
}

function pseudoGradient(x: Float64Array, gradient: Float64Array, { strength, count }: Penalty): Float64Array {
  return gradient.map((smooth, i) => {
    if (i >= count) return smooth;
    if (x[i] !== 0) return smooth + strength * Math.sign(x[i]!);
    if (smooth + strength < 0) return smooth + strength;
    return smooth - strength > 0 ? smooth - strength : 0;
  });
}

interface Search {
  readonly x: Float64Array;
  readonly value: number;
  readonly slope: Float64Array;
  readonly direction: Float64Array;
}

/** The first step of 1, ½, ¼ … within the orthant that lowers the value enough; undefined when rounding leaves none. */
function lineSearch(
  objective: Objective,
  { x, value, slope, direction }: Search,
  penalty: Penalty,
): { x: Float64Array; value: number; gradient: Float64Array } | undefined {
  const gradient = new Float64Array(x.length);
  const orthant = x.map((at, i) => Math.sign(at || -slope[i]!));
  let length = 1;
  for (let halving = 0; halving < HALVINGS; halving++, length /= 2) {
    const next = x.map((at, i) => {
      const moved = at + length * direction[i]!;
      return i < penalty.count && moved * orthant[i]! <= 0 ? 0 : moved;
    });
    const reached = objective(next, gradient) + norm(next, penalty);
    const promised = dot(slope, next) - dot(slope, x);
    if (reached < value && reached <= value + SUFFICIENT * promised)
      return { x: next, value: reached, gradient };
  }
  return undefined;
}
