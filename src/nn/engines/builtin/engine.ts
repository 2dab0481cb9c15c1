import { lastingKernels } from '../../../kernels/kernels.js';
import type { Operation, Tensor, Values, Variable } from '../../graph/tensor.js';
import type { Engine, Executable, Program } from '../engine.js';
import { type LaidOut, layOut } from './lay-out.js';
import type { NetworkKernels } from './network-kernels.js';
import type { Call } from './preparation.js';
import { Team } from './team.js';

/**
 * The engine that is always there: operators one after another on Fovea's own kernels, in one block of memory that is
 * planned before the first run and never grows. An operator without a kernel is computed by its reference.
 *
 * @param options.threads that share the work of an operator; default 2, and always 1 outside Node and where kernels
 * are not fused. Results are the same for any number.
 */
export function builtinEngine({ threads = 2 }: { readonly threads?: number } = {}): Engine {
  // The team works as long as there are programs.
  let team: Promise<Team | undefined> | undefined;
  let programs = 0;
  const leave = async () => {
    if (--programs > 0) return;
    const leaving = team;
    team = undefined;
    await (await leaving)?.close();
  };
  return {
    name: 'builtin',
    async compile(program) {
      programs++;
      team ??= Team.start(threads);
      return new BuiltinExecutable(program, { team: await team, leave });
    },
  };
}

class BuiltinExecutable implements Executable {
  readonly #program: Program;
  readonly #leave: () => Promise<void>;
  #memory: Pick<LaidOut, 'views' | 'copies'>;
  #steps: readonly (() => void)[];

  constructor(
    program: Program,
    { team, leave }: { readonly team: Team | undefined; readonly leave: () => Promise<void> },
  ) {
    const shared = team?.kernels();
    const { exports: kernels, arena } = shared ?? lastingKernels<NetworkKernels>();
    const threads = shared ? team!.threads : 1;
    const free = arena.mark();
    const laidOut = layOut(program, { kernels, arena, threads });
    const stages = laidOut.steps.flatMap((step) => step.stages ?? []);
    const number = shared ? team!.add(shared, stages) : -1;
    this.#program = program;
    this.#memory = laidOut;
    this.#steps = laidOut.steps.flatMap(({ operation, stages: own }) => {
      if (!own) return [this.#reference(operation)];
      return own.flatMap((stage) => {
        const calls = stage.map((call) => ready(kernels, call));
        if (!shared || calls.length === 1) return calls;
        const place = { program: number, stage: stages.indexOf(stage) };
        return [() => team!.run(place, calls)];
      });
    });
    this.#leave = async () => {
      if (shared) team!.remove(number, shared, free);
      await leave();
    };
  }

  async run(inputs: ReadonlyMap<Tensor, Values>): Promise<Float32Array[]> {
    const { views, copies } = this.#memory;
    for (const [tensor, values] of inputs) views.get(tensor)?.set(values);
    for (const step of this.#steps) step();
    const fetched = this.#program.fetches.map((tensor) => Float32Array.from(views.get(tensor)!));
    for (const { variable, value } of copies) views.get(variable)!.set(views.get(value)!);
    return fetched;
  }

  async read(): Promise<ReadonlyMap<Variable, Float32Array>> {
    const numbers = [...this.#memory.views].flatMap(([tensor, view]) =>
      tensor.kind === 'variable' ? [[tensor, Float32Array.from(view)] as const] : [],
    );
    return new Map(numbers);
  }

  async write(values: ReadonlyMap<Variable, Float32Array>): Promise<void> {
    for (const [variable, numbers] of values) this.#memory.views.get(variable)?.set(numbers);
  }

  async dispose(): Promise<void> {
    if (this.#steps.length === 0 && this.#memory.views.size === 0) return;
    this.#memory = { views: new Map(), copies: [] };
    this.#steps = [];
    await this.#leave();
  }

  #reference(operation: Operation): () => void {
    const { operator, inputs, attributes, shape } = operation;
    const shapes = inputs.map((input) => input.shape);
    return () => {
      const { views } = this.#memory;
      operator.evaluate({
        inputs: inputs.map((input) => views.get(input)!),
        shapes,
        output: views.get(operation)!,
        shape,
        attributes,
      });
    };
  }
}

function ready(kernels: NetworkKernels, [name, ...numbers]: Call): () => void {
  const kernel = kernels[name] as (...numbers: number[]) => void;
  return () => kernel(...numbers);
}
