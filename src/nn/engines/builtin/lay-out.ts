import { sizeOf } from '../../../core/ndarray.js';
import type { Arena } from '../../../kernels/arena.js';
import { neededFor } from '../../graph/needed.js';
import type { Tensor } from '../../graph/tensor.js';
import type { Program, Update } from '../engine.js';
import { planMemory } from './memory-plan.js';
import type { NetworkKernels } from './network-kernels.js';
import type { Preparation, Range } from './preparation.js';
import { findScaledAdditions } from './scaled-additions.js';
import { type Step, stepsOf } from './steps.js';

/** A program in memory. */
export interface LaidOut {
  /** The tensors that have a place. */
  readonly views: ReadonlyMap<Tensor, Float32Array | Int32Array>;
  readonly steps: readonly Step[];
  /** Updates whose value is not written over the variable as it is computed. */
  readonly copies: readonly Update[];
}

/** Bytes of a list of numbers that a kernel reads; threads have lists of their own. */
const LIST_BYTES = 64;

/**
 * Finds places for all tensors of a program in an arena, and makes its operations ready.
 * @param options.threads that share out operations.
 */
export function layOut(
  program: Program,
  {
    kernels,
    arena,
    threads,
  }: { readonly kernels: NetworkKernels; readonly arena: Arena; readonly threads: number },
): LaidOut {
  const { fetches, updates } = program;
  const values = updates.map(({ value }) => value);
  const needed = neededFor([...fetches, ...values, ...updates.map(({ variable }) => variable)]);
  const { byResult, absorbed } = findScaledAdditions(needed, [...fetches, ...values]);
  const order = needed.filter((tensor) => !absorbed.has(tensor));
  const reads = (tensor: Tensor): readonly Tensor[] => {
    const sum = byResult.get(tensor);
    if (sum) return [sum.a, sum.b, sum.factor];
    return tensor.kind === 'operation' ? tensor.inputs : [];
  };
  const plan = planMemory({ program, order, reads });
  const start = arena.allocate(plan.bytes);
  const lists = arena.allocate(order.length * (threads + 1) * LIST_BYTES);
  // Behind everything else, so that it can be as large as the operation that wants most.
  const scratch = arena.allocate(0);
  const written: (readonly number[])[] = [];
  let scratchBytes = 0;
  const preparation: Preparation = {
    kernels,
    pointerTo: (tensor) => start + plan.offsets.get(tensor)!,
    scratch(floats, shares = 1) {
      const bytes = Math.ceil(floats / 16) * 64;
      scratchBytes = Math.max(scratchBytes, shares * bytes);
      return Array.from({ length: shares }, (_, i) => scratch + i * bytes);
    },
    list: (numbers) => lists + (written.push(numbers) - 1) * LIST_BYTES,
    parts: (count, { unit = 1, least = 2 } = {}) => partsOf(count, { unit, least, threads }),
  };
  const steps = stepsOf(order, byResult, preparation);
  arena.allocate(scratchBytes);
  // The memory has its final size: views of it stay valid.
  for (const [i, numbers] of written.entries())
    arena.i32(lists + i * LIST_BYTES, numbers.length).set(numbers);
  const views = new Map(
    order.map((tensor) => [tensor, viewOf(tensor, arena, preparation.pointerTo(tensor))]),
  );
  for (const tensor of order) {
    if (tensor.kind === 'constant') views.get(tensor)!.set(tensor.value.data);
    if (tensor.kind === 'variable') views.get(tensor)!.fill(0);
  }
  const copies = updates.filter(
    ({ variable, value }) => plan.offsets.get(variable) !== plan.offsets.get(value),
  );
  return { views, steps, copies };
}

function viewOf({ shape, dtype }: Tensor, arena: Arena, pointer: number): Float32Array | Int32Array {
  const length = sizeOf(shape);
  return dtype === 'int32' ? arena.i32(pointer, length) : arena.f32(pointer, length);
}

function partsOf(
  count: number,
  { unit, least, threads }: { readonly unit: number; readonly least: number; readonly threads: number },
): readonly Range[] {
  if (threads === 1 || count < Math.max(least, 2 * unit)) return [[0, count]];
  const share = Math.ceil(count / (threads * unit)) * unit;
  const parts: Range[] = [];
  for (let from = 0; from < count; from += share) parts.push([from, Math.min(count, from + share)]);
  return parts;
}
