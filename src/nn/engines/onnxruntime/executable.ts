import { sizeOf } from '../../../core/ndarray.js';
import { hasKernels } from '../../../kernels/kernels.js';
import { neededFor } from '../../graph/needed.js';
import type { Shape, Tensor, Values, Variable } from '../../graph/tensor.js';
import type { Executable, Program } from '../engine.js';
import type { OnnxRuntime, RuntimeSession, RuntimeTensor, SessionOptions } from './engine.js';
import { InPlaceMemory } from './in-place-memory.js';
import { type SplitUpdates, splitUpdates } from './in-place-updates.js';
import type { DerivedInput } from './lowering.js';
import { inOrder, type Order, plainOrder } from './order.js';
import { type ProgramModel, programModel, type Target } from './program-model.js';
import { reordered, variableOrders } from './variable-orders.js';

/** A derived input and the array that it is computed into before every run. */
interface DerivedFeed {
  readonly input: DerivedInput;
  readonly room: RuntimeTensor;
}

/** A program as a model, and what it computes beside the fetches. */
interface Ready {
  /** Absent where nothing is left for a model to do. */
  readonly session: RuntimeSession | undefined;
  readonly model: ProgramModel;
  readonly derived: readonly DerivedFeed[];
  /** Outputs that are written into memory that lasts: gradients that updates in place want. */
  readonly wanted: readonly RuntimeTensor[];
}

/** Kernels reach 4 GB. Counted are variables and as much again for gradients. */
const MOST_BYTES = 3 * 2 ** 30;

/** A program of ONNX Runtime and the numbers of its variables. */
export class RuntimeExecutable implements Executable {
  readonly #runtime: OnnxRuntime;
  readonly #program: Program;
  readonly #settings: SessionOptions;
  readonly #variables: readonly Variable[];
  readonly #split: SplitUpdates;
  readonly #orders: ReadonlyMap<Variable, Order>;
  readonly #inPlace: InPlaceMemory | undefined;
  /** What each variable holds, and where the next step writes those that the model updates: they change places. */
  readonly #present = new Map<Variable, RuntimeTensor>();
  readonly #next = new Map<Variable, RuntimeTensor>();
  #ready: Promise<Ready> | undefined;

  constructor(runtime: OnnxRuntime, program: Program, settings: SessionOptions) {
    this.#runtime = runtime;
    this.#program = program;
    this.#settings = settings;
    const { fetches, updates } = program;
    const needed = neededFor([...fetches, ...updates.flatMap(({ variable, value }) => [variable, value])]);
    this.#variables = needed.filter((tensor) => tensor.kind === 'variable');
    const bytes = updates.reduce((sum, { variable }) => sum + 8 * sizeOf(variable.shape), 0);
    const isInPlace = hasKernels() && bytes < MOST_BYTES;
    this.#split = isInPlace ? splitUpdates(updates) : { chains: [], fillings: [], left: updates };
    this.#orders = variableOrders(needed, this.#split.chains);
    if (this.#split.left.length < updates.length)
      this.#inPlace = new InPlaceMemory(this.#split, this.#orders);
    for (const variable of this.#variables) {
      const shape = inOrder(variable.shape, this.#orderOf(variable));
      this.#present.set(variable, this.#tensorOf(shape, this.#inPlace?.arrayOf(variable)));
    }
    for (const { variable } of this.#split.left) this.#next.set(variable, this.#tensorOf(variable.shape));
  }

  async run(inputs: ReadonlyMap<Tensor, Values>): Promise<Float32Array[]> {
    this.#ready ??= this.#makeReady();
    const ready = await this.#ready;
    const fetched = this.#program.fetches.map(({ shape }) => this.#tensorOf(shape));
    const { left } = this.#split;
    const results = [...fetched, ...left.map(({ variable }) => this.#next.get(variable)!), ...ready.wanted];
    await ready.session?.run(
      this.#feeds(ready, inputs),
      Object.fromEntries(results.map((tensor, i) => [ready.model.outputs[i]!, tensor])),
    );
    this.#inPlace?.update(inputs);
    for (const { variable } of left) this.#replace(variable);
    return fetched.map(({ data }) => data as Float32Array);
  }

  async read(): Promise<ReadonlyMap<Variable, Float32Array>> {
    return new Map(
      this.#variables.map((variable) => {
        const to = plainOrder(variable.shape.length);
        const turn = { from: this.#orderOf(variable), to };
        const numbers = reordered(this.#numbers(variable), variable.shape, turn);
        return [variable, numbers === this.#numbers(variable) ? numbers.slice() : numbers];
      }),
    );
  }

  async write(values: ReadonlyMap<Variable, Float32Array>): Promise<void> {
    // A model whose weights are constants is made anew for other weights.
    let isStale = false;
    const areConstants = this.#program.updates.length === 0;
    for (const [variable, numbers] of values) {
      if (!this.#present.has(variable)) continue;
      const present = this.#numbers(variable);
      isStale ||= areConstants && numbers.some((value, i) => value !== present[i]);
      const turn = { from: plainOrder(variable.shape.length), to: this.#orderOf(variable) };
      present.set(reordered(numbers, variable.shape, turn));
    }
    if (isStale) await this.dispose();
  }

  async dispose(): Promise<void> {
    const ready = await this.#ready;
    this.#ready = undefined;
    await ready?.session?.release();
  }

  async #makeReady(): Promise<Ready> {
    const { fetches } = this.#program;
    const asWritten = [...fetches, ...this.#split.left.map(({ value }) => value)].map(
      (tensor): Target => ({ tensor, order: plainOrder(tensor.shape.length) }),
    );
    const wanted = this.#inPlace?.wanted() ?? [];
    const targets = [...asWritten, ...wanted];
    const model = programModel(targets, { weights: this.#weights(), orders: this.#orders });
    return {
      session:
        targets.length === 0
          ? undefined
          : await this.#runtime.InferenceSession.create(model.bytes, this.#settings),
      model,
      derived: model.derived.map((input) => {
        const room = new this.#runtime.Tensor('int32', new Int32Array(sizeOf(input.shape)), input.shape);
        return { input, room };
      }),
      wanted: wanted.map(({ tensor, order, array }) => this.#tensorOf(inOrder(tensor.shape, order), array)),
    };
  }

  #feeds({ model, derived }: Ready, inputs: ReadonlyMap<Tensor, Values>): Record<string, RuntimeTensor> {
    const feeds: Record<string, RuntimeTensor> = {};
    for (const [tensor, name] of model.inputs) {
      const variable = this.#present.get(tensor as Variable);
      const { dtype, shape } = tensor;
      feeds[name] = variable ?? new this.#runtime.Tensor(dtype, inputs.get(tensor) as Float32Array, shape);
    }
    for (const { input, room } of derived) {
      input.compute(inputs.get(input.source)!, room.data as Int32Array);
      feeds[input.name] = room;
    }
    return feeds;
  }

  /** Gives a variable the numbers that the model has computed. */
  #replace(variable: Variable): void {
    const [present, next] = [this.#present.get(variable)!, this.#next.get(variable)!];
    const lasting = this.#inPlace?.arrayOf(variable);
    if (lasting) lasting.set(next.data as Float32Array);
    else {
      this.#present.set(variable, next);
      this.#next.set(variable, present);
    }
  }

  /** Without updates weights are constants, so that the runtime may arrange them as it likes. */
  #weights(): ReadonlyMap<Variable, Float32Array> | undefined {
    if (this.#program.updates.length > 0) return undefined;
    return new Map(this.#variables.map((variable) => [variable, this.#numbers(variable)]));
  }

  #orderOf(variable: Variable): Order {
    return this.#orders.get(variable) ?? plainOrder(variable.shape.length);
  }

  #numbers(variable: Variable): Float32Array {
    return this.#present.get(variable)!.data as Float32Array;
  }

  #tensorOf(shape: Shape, numbers: Float32Array = new Float32Array(sizeOf(shape))): RuntimeTensor {
    return new this.#runtime.Tensor('float32', numbers, shape);
  }
}
