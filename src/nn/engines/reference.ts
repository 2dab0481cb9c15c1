import { sizeOf } from '../../core/ndarray.js';
import { neededFor } from '../graph/needed.js';
import type { Operation, Tensor, Values, Variable } from '../graph/tensor.js';
import type { Engine, Executable, Program } from './engine.js';

/** An engine that also tells what it computed in float64. */
export interface ReferenceEngine extends Engine {
  compile(program: Program): Promise<ReferenceExecutable>;
}

/**
 * The engine that the others are held to: every operator's plain loops, one after another, with all intermediate
 * arrays kept apart. With `precision: 'float64'` it serves gradient checks.
 */
export function referenceEngine({
  precision = 'float32',
}: {
  readonly precision?: 'float32' | 'float64';
} = {}): ReferenceEngine {
  const Floats = precision === 'float64' ? Float64Array : Float32Array;
  return {
    name: 'reference',
    compile: async (program) => new ReferenceExecutable(program, Floats),
  };
}

/** A program run by the operators' own loops. */
export class ReferenceExecutable implements Executable {
  readonly #program: Program;
  readonly #order: readonly Tensor[];
  readonly #Floats: typeof Float32Array | typeof Float64Array;
  readonly #values = new Map<Tensor, Values>();

  constructor(program: Program, Floats: typeof Float32Array | typeof Float64Array) {
    this.#program = program;
    this.#Floats = Floats;
    const { fetches, updates } = program;
    this.#order = neededFor([...fetches, ...updates.flatMap(({ variable, value }) => [variable, value])]);
    for (const tensor of this.#order)
      this.#values.set(
        tensor,
        tensor.kind === 'constant' ? this.#cast(tensor.value.data) : this.#empty(tensor),
      );
  }

  async run(inputs: ReadonlyMap<Tensor, Values>): Promise<Float32Array[]> {
    for (const tensor of this.#order) {
      if (tensor.kind === 'operation') this.#evaluate(tensor);
      else if (inputs.has(tensor)) this.#values.get(tensor)!.set(inputs.get(tensor)!);
    }
    const fetched = this.#program.fetches.map((tensor) => Float32Array.from(this.#values.get(tensor)!));
    const updated = this.#program.updates.map(({ value }) => this.#values.get(value)!.slice());
    for (const [i, { variable }] of this.#program.updates.entries())
      this.#values.get(variable)!.set(updated[i]!);
    return fetched;
  }

  /** A fetched tensor in the engine's own precision (a copy), for gradient checks. */
  exact(tensor: Tensor): Values {
    return this.#values.get(tensor)!.slice();
  }

  async read(): Promise<ReadonlyMap<Variable, Float32Array>> {
    const variables = this.#order.filter((tensor) => tensor.kind === 'variable');
    return new Map(variables.map((variable) => [variable, Float32Array.from(this.#values.get(variable)!)]));
  }

  async write(values: ReadonlyMap<Variable, Float32Array>): Promise<void> {
    for (const [variable, numbers] of values) this.#values.get(variable)?.set(numbers);
  }

  async dispose(): Promise<void> {
    this.#values.clear();
  }

  #evaluate(operation: Operation): void {
    const { operator, inputs, attributes, shape } = operation;
    operator.evaluate({
      inputs: inputs.map((input) => this.#values.get(input)!),
      shapes: inputs.map((input) => input.shape),
      output: this.#values.get(operation)!,
      shape,
      attributes,
    });
  }

  #empty({ shape, dtype }: Tensor): Values {
    return dtype === 'int32' ? new Int32Array(sizeOf(shape)) : new this.#Floats(sizeOf(shape));
  }

  #cast(data: Float32Array | Int32Array): Values {
    return data instanceof Int32Array ? data : this.#Floats.from(data);
  }
}
