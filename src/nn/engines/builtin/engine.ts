import { sizeOf } from '../../../core/ndarray.js';
import { lastingKernels } from '../../../kernels/kernels.js';
import { neededFor } from '../../graph/needed.js';
import type { Operation, Tensor, Values, Variable } from '../../graph/tensor.js';
import type { Engine, Executable, Program, Update } from '../engine.js';
import { planMemory } from './memory-plan.js';
import type { NetworkKernels } from './network-kernels.js';
import type { Call, Preparation, Range } from './preparation.js';
import { findScaledAdditions } from './scaled-additions.js';
import { stepsOf } from './steps.js';

/**
 * The engine that is always there: operators one after another on Fovea's own kernels, in one block of memory that is
 * planned before the first run and never grows. An operator without a kernel is computed by its reference.
 */
export function builtinEngine(): Engine {
  return { name: 'builtin', compile: async (program) => new BuiltinExecutable(program) };
}

/** Bytes of a list of numbers that a kernel reads, and how many an operation may have. */
const LIST_BYTES = 64;
const MOST_LISTS = 4;

class BuiltinExecutable implements Executable {
  readonly #program: Program;
  /** Updates whose value is not written over the variable as it is computed. */
  readonly #copies: readonly Update[];
  readonly #variables: readonly Variable[];
  #views: ReadonlyMap<Tensor, Float32Array | Int32Array>;
  #steps: readonly (() => void)[];

  constructor(program: Program) {
    this.#program = program;
    const { fetches, updates } = program;
    const values = updates.map(({ value }) => value);
    const needed = neededFor([...fetches, ...values, ...updates.map(({ variable }) => variable)]);
    this.#variables = needed.filter((tensor) => tensor.kind === 'variable');
    const { byResult, absorbed } = findScaledAdditions(needed, [...fetches, ...values]);
    const order = needed.filter((tensor) => !absorbed.has(tensor));
    const reads = (tensor: Tensor): readonly Tensor[] => {
      const sum = byResult.get(tensor);
      if (sum) return [sum.a, sum.b, sum.factor];
      return tensor.kind === 'operation' ? tensor.inputs : [];
    };
    const plan = planMemory({ program, order, reads });
    this.#copies = updates.filter(
      ({ variable, value }) => plan.offsets.get(variable) !== plan.offsets.get(value),
    );
    const { exports, arena } = lastingKernels<NetworkKernels>();
    const start = arena.allocate(plan.bytes);
    const lists = arena.allocate(order.length * MOST_LISTS * LIST_BYTES);
    const written: (readonly number[])[] = [];
    // Behind everything else, so that it can be as large as the operation that wants most.
    const scratch = arena.allocate(0);
    let scratchBytes = 0;
    const preparation: Preparation = {
      kernels: exports,
      pointerTo: (tensor) => start + plan.offsets.get(tensor)!,
      scratch(floats, shares = 1) {
        const bytes = Math.ceil(floats / 16) * 64;
        scratchBytes = Math.max(scratchBytes, shares * bytes);
        return Array.from({ length: shares }, (_, i) => scratch + i * bytes);
      },
      list: (numbers) => lists + (written.push(numbers) - 1) * LIST_BYTES,
      parts: (count) => [[0, count]] satisfies Range[],
    };
    const steps = stepsOf(order, byResult, preparation);
    arena.allocate(scratchBytes);
    // The memory has its final size: views of it stay valid.
    for (const [i, numbers] of written.entries())
      arena.i32(lists + i * LIST_BYTES, numbers.length).set(numbers);
    this.#views = new Map(
      order.map((tensor) => {
        const [pointer, length] = [preparation.pointerTo(tensor), sizeOf(tensor.shape)];
        return [tensor, tensor.dtype === 'int32' ? arena.i32(pointer, length) : arena.f32(pointer, length)];
      }),
    );
    for (const tensor of order)
      if (tensor.kind === 'constant') this.#views.get(tensor)!.set(tensor.value.data);
    this.#steps = steps.flatMap(({ operation, stages }) =>
      stages ? stages.flat().map((call) => ready(exports, call)) : [this.#reference(operation)],
    );
  }

  async run(inputs: ReadonlyMap<Tensor, Values>): Promise<Float32Array[]> {
    for (const [tensor, values] of inputs) this.#views.get(tensor)?.set(values);
    for (const step of this.#steps) step();
    const fetched = this.#program.fetches.map((tensor) => Float32Array.from(this.#views.get(tensor)!));
    for (const { variable, value } of this.#copies) this.#views.get(variable)!.set(this.#views.get(value)!);
    return fetched;
  }

  async read(): Promise<ReadonlyMap<Variable, Float32Array>> {
    return new Map(
      this.#variables.map((variable) => [variable, Float32Array.from(this.#views.get(variable)!)]),
    );
  }

  async write(values: ReadonlyMap<Variable, Float32Array>): Promise<void> {
    for (const [variable, numbers] of values) this.#views.get(variable)?.set(numbers);
  }

  async dispose(): Promise<void> {
    this.#views = new Map();
    this.#steps = [];
  }

  #reference(operation: Operation): () => void {
    const { operator, inputs, attributes, shape } = operation;
    const shapes = inputs.map((input) => input.shape);
    return () =>
      operator.evaluate({
        inputs: inputs.map((input) => this.#views.get(input)!),
        shapes,
        output: this.#views.get(operation)!,
        shape,
        attributes,
      });
  }
}

function ready(kernels: NetworkKernels, [name, ...numbers]: Call): () => void {
  const kernel = kernels[name] as (...numbers: number[]) => void;
  return () => kernel(...numbers);
}
