import { FoveaError } from '../core/errors.js';
import { Random } from '../core/random.js';
import { type Descent, withDescent } from '../kernels/coordinate-descent.js';
import { hasKernels } from '../kernels/kernels.js';
import { withDescentReference } from './descent-reference.js';
import { regroupRows } from './regroup-rows.js';
import type { RowSource } from './row-source.js';

/** What `trainMachines` is to learn: each machine tells its own class from the rest. */
export interface MachineProblem {
  readonly rows: RowSource;
  readonly y: Int32Array;
  /** The class of each machine. */
  readonly own: readonly number[];
}

/** How machines are trained. */
export interface MachineOptions {
  readonly loss: 'hinge' | 'squared-hinge';
  /** What a sample on the wrong side costs: of the machine's own class, and of the rest. One of each a machine. */
  readonly costs: readonly { readonly own: number; readonly rest: number }[];
  /** The constant feature whose weight, times this, is the intercept; 0 for none. */
  readonly bias: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly seed: number;
}

/** Machines that decide by `weights · x + intercept`, above 0 for their own class. */
export interface Machines {
  /** `[machines, features]`, flat */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  /** Passes over the samples until each was done. */
  readonly iterations: readonly number[];
  /** Samples with a multiplier above 0, of each. */
  readonly supportVectors: readonly number[];
  /** Which samples support at least one machine, ascending. */
  readonly supports: Int32Array;
  readonly converged: boolean;
}

/** The pass after which rows are regrouped for the first time; then after four times as many. */
const FIRST_REGROUPING = 8;

/** Places in a machine's settings: see kernels/coordinate-descent.ts. */
const SETTING = { bound: 0, ridge: 2, above: 4, below: 5, largest: 6, smallest: 7 } as const;

/**
 * Trains linear support vector machines by dual coordinate descent, all of them in the same passes over the samples.
 *
 * 1. Samples are shuffled (`seed`) and lie in blocks of four; each pass takes the blocks in another order. After 8, 32,
 *    128 … passes blocks are made anew (`regroupRows`).
 * 2. Each multiplier in turn goes to where the dual is least for it; weights follow at once, in float32.
 * 3. Multipliers at a bound whose gradient is beyond the last pass's extremes are left out (shrinking).
 * 4. A machine is done when the projected gradients of a pass differ by at most `tolerance`, and still do with all
 *    samples back in.
 * 5. Weights are summed up once more from the multipliers, in float64.
 *
 * Source: Hsieh, Chang, Lin, Keerthi & Sundararajan, "A dual coordinate descent method for large-scale linear SVM",
 * ICML 2008, doi:10.1145/1390156.1390208, algorithms 1 and 3.
 * Differences from LIBLINEAR: float32 samples and weights; samples change places by fours.
 * @throws BAD_DATA for numbers above 1e15.
 */
export function trainMachines(problem: MachineProblem, options: MachineOptions): Machines {
  const { rows, own } = problem;
  const size = {
    blocks: Math.ceil(rows.count / 4),
    width: 4 * Math.ceil((rows.width + (options.bias ? 1 : 0)) / 4),
    machines: own.length,
  };
  const run = hasKernels() ? withDescent : withDescentReference;
  return run(size, (descent) => descendToEnd(descent, problem, options));
}

function descendToEnd(descent: Descent, problem: MachineProblem, options: MachineOptions): Machines {
  const { rows, own } = problem;
  const random = new Random(options.seed);
  const slots = random.shuffle(Int32Array.from({ length: rows.count }, (_, i) => i));
  placeRows(descent, problem, { slots, bias: options.bias });
  descent.prepare();
  applyCosts(descent, options);
  const order = Int32Array.from({ length: Math.ceil(rows.count / 4) }, (_, i) => i);
  const iterations = new Array<number>(own.length).fill(options.maxIterations);
  const going = new Set(own.keys());
  let regroupAt = FIRST_REGROUPING;
  for (const machine of going) restart(descent, machine, rows.count);
  for (let pass = 1; pass <= options.maxIterations && going.size > 0; pass++) {
    for (const machine of going) beginPass(descent, machine);
    descent.pass(random.shuffle(order));
    if (pass === regroupAt) {
      regroupRows(descent, slots);
      regroupAt *= 4;
    }
    for (const machine of going) {
      const state = endPass(descent, machine, options.tolerance);
      if (state === 'going') continue;
      if (state === 'settled') restart(descent, machine, rows.count);
      else {
        iterations[machine] = pass;
        going.delete(machine);
        leaveOut(descent, machine);
      }
    }
  }
  const supports = slots.filter((_, slot) => supportsOne(descent, slot)).sort();
  return { ...sumUp(descent, rows, options.bias), supports, iterations, converged: going.size === 0 };
}

/** Sample `slots[i]` becomes row `i`, the bias behind it. */
function placeRows(
  descent: Descent,
  { rows, y, own }: MachineProblem,
  { slots, bias }: { slots: Int32Array; bias: number },
): void {
  const width = descent.weights.length / own.length;
  const { signs } = descent;
  const slotOf = new Int32Array(slots.length);
  slots.forEach((sample, slot) => {
    slotOf[sample] = slot;
    own.forEach((label, machine) => {
      if (y[sample] === label) signs[(slot >> 2) * own.length + machine]! |= 1 << (slot & 3);
    });
  });
  rows.forEachBlock((block, from) => {
    requireModerate(block);
    // Asked for anew: what made the block may have moved the kernels' memory.
    const { x } = descent;
    for (let at = 0; at < block.length; at += rows.width) {
      const to = slotOf[from + at / rows.width]! * width;
      x.set(block.subarray(at, at + rows.width), to);
      if (bias) x[to + rows.width] = bias;
    }
  });
}

/** Beyond this dot products may overflow float32. */
const LARGEST = 1e15;

function requireModerate(block: Float32Array): void {
  for (let at = 0; at < block.length; at++) {
    const value = block[at]!;
    if (value >= -LARGEST && value <= LARGEST) continue;
    throw new FoveaError(
      'BAD_DATA',
      `Expected numbers up to ${LARGEST} for a linear support vector machine but received ${value}. Use scaling 'standard'.`,
    );
  }
}

/** Hinge loss bounds multipliers by the cost; squared hinge loss adds 1 / (2 cost) to the diagonal instead. */
function applyCosts({ settings }: Descent, { loss, costs }: MachineOptions): void {
  costs.forEach(({ own, rest }, machine) => {
    [rest, own].forEach((cost, side) => {
      const at = 8 * machine + side;
      settings[at + SETTING.bound] = loss === 'hinge' ? cost : Infinity;
      settings[at + SETTING.ridge] = loss === 'hinge' ? 0 : 1 / (2 * cost);
    });
  });
}

/** All samples take part, and none is left out in the next pass. */
function restart({ active, settings }: Descent, machine: number, count: number): void {
  const machines = settings.length / 8;
  for (let block = 0; 4 * block < count; block++)
    active[block * machines + machine] = (1 << Math.min(4, count - 4 * block)) - 1;
  settings[8 * machine + SETTING.above] = Infinity;
  settings[8 * machine + SETTING.below] = -Infinity;
}

function leaveOut({ active, settings }: Descent, machine: number): void {
  for (let at = machine; at < active.length; at += settings.length / 8) active[at] = 0;
}

function beginPass({ settings }: Descent, machine: number): void {
  settings[8 * machine + SETTING.largest] = -Infinity;
  settings[8 * machine + SETTING.smallest] = Infinity;
}

/** `settled`: no gradient of the samples that took part is beyond the tolerance; `done`: and those were all. */
function endPass({ settings }: Descent, machine: number, tolerance: number): 'going' | 'settled' | 'done' {
  const own = settings.subarray(8 * machine, 8 * machine + 8);
  const [largest, smallest] = [own[SETTING.largest]!, own[SETTING.smallest]!];
  if (largest - smallest <= tolerance)
    return own[SETTING.above] === Infinity && own[SETTING.below] === -Infinity ? 'done' : 'settled';
  own[SETTING.above] = largest > 0 ? largest : Infinity;
  own[SETTING.below] = smallest < 0 ? smallest : -Infinity;
  return 'going';
}

function supportsOne({ alphas, settings }: Descent, slot: number): boolean {
  const machines = settings.length / 8;
  for (let machine = 0; machine < machines; machine++)
    if (alphas[4 * ((slot >> 2) * machines + machine) + (slot & 3)]! > 0) return true;
  return false;
}

/** Weights from multipliers. */
function sumUp({ x, alphas, signs, settings, weights }: Descent, rows: RowSource, bias: number) {
  const machines = settings.length / 8;
  const width = weights.length / machines;
  const found = new Float64Array(machines * rows.width);
  const intercepts = new Float64Array(machines);
  const supportVectors = new Array<number>(machines).fill(0);
  for (let at = 0; at < alphas.length; at++) {
    if (alphas[at] === 0) continue;
    const pair = at >> 2;
    const machine = pair % machines;
    const factor = (signs[pair]! >> (at & 3)) & 1 ? alphas[at]! : -alphas[at]!;
    const from = (4 * Math.floor(pair / machines) + (at & 3)) * width;
    supportVectors[machine]!++;
    intercepts[machine]! += factor * bias * bias;
    for (let k = 0, to = machine * rows.width; k < rows.width; k++) found[to + k]! += factor * x[from + k]!;
  }
  return { weights: found, intercepts, supportVectors };
}
