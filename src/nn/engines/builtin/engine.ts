import { sizeOf } from '../../../core/ndarray.js';
import { lastingKernels } from '../../../kernels/kernels.js';
import { neededFor } from '../../graph/needed.js';
import type { Operation, Tensor, Values, Variable } from '../../graph/tensor.js';
import type { Engine, Executable, Program } from '../engine.js';
import { planMemory } from './memory-plan.js';
import { type NetworkKernels, operatorKernels, type Preparation } from './operator-kernels.js';

/**
 * The engine that is always there: operators one after another on Fovea's own kernels, in one block of memory that is
 * planned before the first run and never grows. An operator without a kernel is computed by its reference.
 */
export function builtinEngine(): Engine {
  return { name: 'builtin', compile: async (program) => new BuiltinExecutable(program) };
}

class BuiltinExecutable implements Executable {
  readonly #program: Program;
  readonly #variables: readonly Variable[];
  readonly #views: ReadonlyMap<Tensor, Float32Array | Int32Array>;
  readonly #steps: readonly (() => void)[];

  constructor(program: Program) {
    this.#program = program;
    const { fetches, updates } = program;
    const values = updates.map(({ value }) => value);
    const order = neededFor([...fetches, ...values, ...updates.map(({ variable }) => variable)]);
    this.#variables = order.filter((tensor) => tensor.kind === 'variable');
    const { exports, arena } = lastingKernels<NetworkKernels>();
    const plan = planMemory(order, [...fetches, ...values]);
    const start = arena.allocate(plan.bytes);
    let scratchFloats = 0;
    const preparation: Preparation = {
      kernels: exports,
      pointerTo: (tensor) => start + plan.offsets.get(tensor)!,
      scratch(floats) {
        scratchFloats = Math.max(scratchFloats, floats);
        return start + plan.bytes;
      },
    };
    const operations = order.filter((tensor) => tensor.kind === 'operation');
    this.#steps = operations
      .filter(({ operator }) => operator.name !== 'reshape')
      .map(
        (operation) =>
          operatorKernels[operation.operator.name]?.(operation, preparation) ?? this.#reference(operation),
      );
    arena.allocate(scratchFloats * 4);
    // The memory has its final size: views of it stay valid.
    this.#views = new Map(
      order.map((tensor) => {
        const [pointer, length] = [preparation.pointerTo(tensor), sizeOf(tensor.shape)];
        return [tensor, tensor.dtype === 'int32' ? arena.i32(pointer, length) : arena.f32(pointer, length)];
      }),
    );
    for (const tensor of order)
      if (tensor.kind === 'constant') this.#views.get(tensor)!.set(tensor.value.data);
  }

  async run(inputs: ReadonlyMap<Tensor, Values>): Promise<Float32Array[]> {
    for (const [tensor, values] of inputs) this.#views.get(tensor)?.set(values);
    for (const step of this.#steps) step();
    const { fetches, updates } = this.#program;
    const fetched = fetches.map((tensor) => Float32Array.from(this.#views.get(tensor)!));
    for (const { variable, value } of updates) this.#views.get(variable)!.set(this.#views.get(value)!);
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

  async dispose(): Promise<void> {}

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
