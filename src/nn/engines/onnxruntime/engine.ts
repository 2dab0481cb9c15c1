import { sizeOf } from '../../../core/ndarray.js';
import { neededFor } from '../../graph/needed.js';
import type { Tensor, Values, Variable } from '../../graph/tensor.js';
import type { Engine, Executable, Program } from '../engine.js';
import { programModel } from './program-model.js';

/** An array of ONNX Runtime. */
export interface RuntimeTensor {
  readonly data: unknown;
}

/** A model that is ready to run. */
export interface RuntimeSession {
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    fetches: Readonly<Record<string, RuntimeTensor>>,
  ): Promise<unknown>;
  release(): Promise<void>;
}

/**
 * What is asked of ONNX Runtime; the module `onnxruntime-node` is one. Said here, so that Fovea's types do not need
 * the package.
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options?: { intraOpNumThreads?: number; interOpNumThreads?: number },
    ): Promise<RuntimeSession>;
  };
  readonly Tensor: new (
    type: 'float32' | 'int32',
    data: Float32Array | Int32Array,
    dimensions: readonly number[],
  ) => RuntimeTensor;
}

type SessionOptions = { readonly intraOpNumThreads?: number; readonly interOpNumThreads: number };

/**
 * The engine of ONNX Runtime (`onnxruntime-node`, installed beside Fovea by who wants it): a program becomes one ONNX
 * model, a training step one call.
 * @param options.threads default: as many as ONNX Runtime finds right.
 */
export function onnxRuntimeEngine(
  runtime: OnnxRuntime,
  { threads }: { readonly threads?: number } = {},
): Engine {
  const settings = { ...(threads && { intraOpNumThreads: threads }), interOpNumThreads: 1 };
  return {
    name: 'onnxruntime',
    compile: async (program) => new RuntimeExecutable(runtime, program, settings),
  };
}

class RuntimeExecutable implements Executable {
  readonly #runtime: OnnxRuntime;
  readonly #program: Program;
  readonly #settings: SessionOptions;
  readonly #variables: readonly Variable[];
  /** What each variable holds, and where the next step writes: they change places after every step. */
  readonly #present = new Map<Variable, RuntimeTensor>();
  readonly #next = new Map<Variable, RuntimeTensor>();
  #ready: ReturnType<typeof makeReady> | undefined;

  constructor(runtime: OnnxRuntime, program: Program, settings: SessionOptions) {
    this.#runtime = runtime;
    this.#program = program;
    this.#settings = settings;
    const targets = program.updates.flatMap(({ variable, value }) => [variable, value]);
    this.#variables = neededFor([...program.fetches, ...targets]).filter(
      (tensor) => tensor.kind === 'variable',
    );
    for (const variable of this.#variables) this.#present.set(variable, this.#empty(variable));
    for (const { variable } of program.updates) this.#next.set(variable, this.#empty(variable));
  }

  async run(inputs: ReadonlyMap<Tensor, Values>): Promise<Float32Array[]> {
    this.#ready ??= makeReady(this.#runtime, {
      ...this.#program,
      settings: this.#settings,
      weights: this.#weights(),
    });
    const { session, model, derived } = await this.#ready;
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
    const { fetches, updates } = this.#program;
    const fetched = fetches.map((tensor) => this.#empty(tensor));
    const wanted = [...fetched, ...updates.map(({ variable }) => this.#next.get(variable)!)];
    await session.run(feeds, Object.fromEntries(wanted.map((tensor, i) => [model.outputs[i]!, tensor])));
    for (const { variable } of updates) {
      const old = this.#present.get(variable)!;
      this.#present.set(variable, this.#next.get(variable)!);
      this.#next.set(variable, old);
    }
    return fetched.map(({ data }) => data as Float32Array);
  }

  async read(): Promise<ReadonlyMap<Variable, Float32Array>> {
    return new Map(this.#variables.map((variable) => [variable, this.#numbers(variable).slice()]));
  }

  async write(values: ReadonlyMap<Variable, Float32Array>): Promise<void> {
    // A model whose weights are constants is made anew for other weights.
    let isStale = false;
    const areConstants = this.#program.updates.length === 0;
    for (const [variable, numbers] of values) {
      if (!this.#present.has(variable)) continue;
      const present = this.#numbers(variable);
      isStale ||= areConstants && numbers.some((value, i) => value !== present[i]);
      present.set(numbers);
    }
    if (isStale) await this.dispose();
  }

  async dispose(): Promise<void> {
    const ready = await this.#ready;
    this.#ready = undefined;
    await ready?.session.release();
  }

  /** Without updates weights are constants, so that the runtime may arrange them as it likes. */
  #weights(): ReadonlyMap<Variable, Float32Array> | undefined {
    if (this.#program.updates.length > 0) return undefined;
    return new Map(this.#variables.map((variable) => [variable, this.#numbers(variable)]));
  }

  #numbers(variable: Variable): Float32Array {
    return this.#present.get(variable)!.data as Float32Array;
  }

  #empty({ shape }: Tensor): RuntimeTensor {
    return new this.#runtime.Tensor('float32', new Float32Array(sizeOf(shape)), shape);
  }
}

async function makeReady(
  runtime: OnnxRuntime,
  {
    settings,
    weights,
    ...program
  }: Program & {
    settings: SessionOptions;
    weights: ReadonlyMap<Variable, Float32Array> | undefined;
  },
) {
  const model = programModel(program, weights);
  const session = await runtime.InferenceSession.create(model.bytes, settings);
  const derived = model.derived.map((input) => {
    const room = new runtime.Tensor('int32', new Int32Array(sizeOf(input.shape)), input.shape);
    return { input, room };
  });
  return { session, model, derived };
}
