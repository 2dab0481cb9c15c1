/** A smooth function: returns its value at `x` and writes its gradient there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Where a minimisation ended. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** True when the gradient's largest component fell to the tolerance, or no step lowers the value any more. */
  readonly converged: boolean;
}

/** A step and how the gradient changed by it. */
export interface Correction {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

/** Pairs of steps and gradient changes that stand for the curvature. */
const MEMORY = 10;
/** Armijo's constant: the share of the promised decrease that a step must bring. */
const SUFFICIENT = 1e-4;
const HALVINGS = 40;

/**
 * Minimises a convex function by the limited-memory BFGS method with backtracking.
 *
 * 1. The direction is −H·gradient, H from the last 10 steps (two-loop recursion); the first is the gradient itself
 *    brought to length 1.
 * 2. The step is halved from 1 until Armijo's condition holds.
 * 3. A step is remembered when it shows positive curvature.
 *
 * Source: Liu & Nocedal, "On the limited memory BFGS method", 1989, doi:10.1007/BF01589116.
 */
export function minimiseLbfgs(
  objective: Objective,
  start: Float64Array,
  options: { tolerance: number; maxIterations: number },
): Minimum {
  let x: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(x.length);
  let value = objective(x, gradient);
  const memory: Correction[] = [];
  for (let iterations = 0; ; iterations++) {
    if (largest(gradient) <= options.tolerance) return { x, value, iterations, converged: true };
    if (iterations >= options.maxIterations) return { x, value, iterations, converged: false };
    const direction = directionFrom(gradient, memory);
    const next = lineSearch(objective, { x, value, slope: dot(direction, gradient), direction });
    if (next === undefined) return { x, value, iterations, converged: true };
    remember(memory, { x, gradient }, next);
    ({ x, value, gradient } = next);
  }
}

/** A place and the gradient there. */
interface Place {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
}

/** Keeps the step from one place to the next where it shows positive curvature; the oldest of more than 10 goes. */
export function remember(memory: Correction[], from: Place, to: Place): void {
  const step = to.x.map((end, i) => end - from.x[i]!);
  const change = to.gradient.map((end, i) => end - from.gradient[i]!);
  const curvature = dot(step, change);
  if (curvature <= Number.EPSILON * dot(change, change)) return;
  memory.push({ step, change, rho: 1 / curvature });
  if (memory.length > MEMORY) memory.shift();
}

/** −H·gradient, H from remembered steps; without any, the gradient brought to length −1. */
export function directionFrom(gradient: Float64Array, memory: readonly Correction[]): Float64Array {
  const direction = gradient.map((component) => -component);
  const last = memory.at(-1);
  if (last === undefined) return scale(direction, 1 / Math.sqrt(dot(gradient, gradient)));
  const alphas = new Float64Array(memory.length);
  for (let m = memory.length - 1; m >= 0; m--) {
    const { step, change, rho } = memory[m]!;
    alphas[m] = rho * dot(step, direction);
    addScaled(direction, change, -alphas[m]!);
  }
  scale(direction, 1 / (last.rho * dot(last.change, last.change)));
  for (let m = 0; m < memory.length; m++) {
    const { step, change, rho } = memory[m]!;
    addScaled(direction, step, alphas[m]! - rho * dot(change, direction));
  }
  return direction;
}

/** The first step of 1, ½, ¼ … that lowers the value enough; undefined when rounding leaves none. */
function lineSearch(
  objective: Objective,
  from: { x: Float64Array; value: number; slope: number; direction: Float64Array },
): { x: Float64Array; value: number; gradient: Float64Array } | undefined {
  const gradient = new Float64Array(from.x.length);
  let length = 1;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const x = from.x.map((component, i) => component + length * from.direction[i]!);
    const value = objective(x, gradient);
    if (value < from.value && value <= from.value + SUFFICIENT * length * from.slope)
      return { x, value, gradient };
    length /= 2;
  }
  return undefined;
}

/** The dot product of two vectors. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}

function scale(target: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < target.length; i++) target[i]! *= factor;
  return target;
}

/** The largest absolute value. */
export function largest(values: Float64Array): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]!));
  return found;
}
