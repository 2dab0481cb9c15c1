import { FoveaError } from '../core/errors.js';
import { sizeOf } from '../core/ndarray.js';
import { Random } from '../core/random.js';
import type { Engine, Executable, Program, Update } from './engines/engine.js';
import { neededFor } from './graph/needed.js';
import type { Drawn, Placeholder, Tensor, Values, Variable } from './graph/tensor.js';

/** What a session computes with. */
export interface SessionOptions {
  readonly engine: Engine;
  /** Of first values of variables and of everything that runs draw. Default 0. */
  readonly seed?: number;
}

/** What goes into one run. */
export interface RunOptions {
  /** Numbers for every placeholder that is needed; also for drawn tensors, which replays an earlier run. */
  readonly feeds?: ReadonlyMap<Tensor, Values>;
  /** Variables to replace once everything is computed. */
  readonly updates?: readonly Update[];
  /** Runs of different steps draw different numbers, runs of the same step the same. Default 0. */
  readonly step?: number | string;
}

/**
 * Runs graphs and keeps the numbers of their variables between runs, by name: two graphs of one session that name a
 * variable alike share it, so that a network is trained in one graph and asked in another.
 */
export class Session {
  readonly #engine: Engine;
  readonly #seed: number;
  readonly #programs: CompiledProgram[] = [];
  /** By name; those of `#newest` may be newer. */
  readonly #variables = new Map<string, Float32Array>();
  #newest: Executable | undefined;

  constructor({ engine, seed = 0 }: SessionOptions) {
    this.#engine = engine;
    this.#seed = seed;
  }

  /** The engine's name. */
  get engine(): string {
    return this.#engine.name;
  }

  /**
   * Computes `fetches`, and then updates variables. A program (these fetches and updates) is compiled once.
   * @returns the fetches in order: float32, copies.
   * @throws BAD_DATA for a placeholder without numbers; BAD_SHAPE for an array of another length.
   */
  async run(fetches: readonly Tensor[], options: RunOptions = {}): Promise<Float32Array[]> {
    const { feeds = new Map(), updates = [], step = 0 } = options;
    const { executable, sources, rooms } = await this.#compiled(fetches, updates);
    const random = new Random(this.#seed).fork(`step ${step}`);
    const inputs = new Map(
      sources.map((source) => [
        source,
        feeds.has(source) ? fed(source, feeds) : drawn(source, { random, rooms }),
      ]),
    );
    if (this.#newest !== executable) {
      await this.#gather();
      await executable.write(this.#valuesFor(await executable.read()));
      this.#newest = executable;
    }
    return executable.run(inputs);
  }

  /** The numbers of every variable that has been used, by name (copies). */
  async variables(): Promise<ReadonlyMap<string, Float32Array>> {
    await this.#gather();
    return new Map([...this.#variables].map(([name, values]) => [name, values.slice()]));
  }

  /** Replaces numbers of variables by name, whether they have been used before or not. */
  async restore(values: ReadonlyMap<string, Float32Array>): Promise<void> {
    await this.#gather();
    this.#newest = undefined;
    for (const [name, numbers] of values) this.#variables.set(name, numbers.slice());
  }

  /** Gives back the memory and the threads of everything that was compiled. */
  async dispose(): Promise<void> {
    for (const { executable } of this.#programs.splice(0)) await executable.dispose();
    this.#newest = undefined;
  }

  async #compiled(fetches: readonly Tensor[], updates: readonly Update[]): Promise<CompiledProgram> {
    const known = this.#programs.find(
      ({ program }) => sameItems(program.fetches, fetches) && sameItems(program.updates, updates),
    );
    if (known) return known;
    const { graph } = (fetches[0] ?? updates[0]?.variable)!;
    const program = { graph, fetches, updates };
    const sources = neededFor([...fetches, ...updates.map(({ value }) => value)]).filter(isSource);
    const compiled = { program, sources, executable: await this.#engine.compile(program), rooms: new Map() };
    this.#programs.push(compiled);
    return compiled;
  }

  /** Brings `#variables` up to date. */
  async #gather(): Promise<void> {
    const values = (await this.#newest?.read()) ?? new Map<Variable, Float32Array>();
    for (const [{ name }, numbers] of values) this.#variables.set(name, numbers);
  }

  #valuesFor(present: ReadonlyMap<Variable, Float32Array>): ReadonlyMap<Variable, Float32Array> {
    return new Map([...present.keys()].map((variable) => [variable, this.#valueOf(variable)]));
  }

  /** What a variable holds: what was learnt or restored, else its first values, which depend on its name alone. */
  #valueOf({ name, shape, initializer }: Variable): Float32Array {
    const known = this.#variables.get(name);
    if (known !== undefined && known.length !== sizeOf(shape))
      throw new FoveaError(
        'MISMATCH',
        `Expected ${sizeOf(shape)} numbers for variable ${name} of shape [${shape.join(', ')}] but ${known.length} were kept. These are the weights of another network.`,
      );
    return known ?? initializer(shape, new Random(this.#seed).fork(name));
  }
}

interface CompiledProgram {
  readonly program: Program;
  readonly sources: readonly Source[];
  readonly executable: Executable;
  /** Where drawn tensors are drawn: masks are large, and new ones for every step would keep memory in motion. */
  readonly rooms: Rooms;
}

type Rooms = Map<Drawn, Float32Array | Int32Array>;

type Source = Placeholder | Drawn;

const isSource = (tensor: Tensor): tensor is Source =>
  tensor.kind === 'placeholder' || tensor.kind === 'drawn';

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

function fed(source: Source, feeds: ReadonlyMap<Tensor, Values>): Values {
  const values = feeds.get(source)!;
  if (values.length === sizeOf(source.shape)) return values;
  throw new FoveaError(
    'BAD_SHAPE',
    `Expected ${sizeOf(source.shape)} numbers for ${source.name} of shape [${source.shape.join(', ')}] but received ${values.length}.`,
  );
}

function drawn(
  source: Source,
  { random, rooms }: { readonly random: Random; readonly rooms: Rooms },
): Values {
  if (source.kind !== 'drawn')
    throw new FoveaError('BAD_DATA', `Expected numbers for the placeholder ${source.name}. Feed it.`);
  const room = rooms.get(source) ?? roomFor(source);
  rooms.set(source, room);
  source.draw(room, random.fork(source.name));
  return room;
}

/** Numbers of a drawn tensor; tensors of other names draw others from the same stream. */
export function drawnValues(tensor: Drawn, random: Random): Float32Array | Int32Array {
  const values = roomFor(tensor);
  tensor.draw(values, random.fork(tensor.name));
  return values;
}

function roomFor({ shape, dtype }: Drawn): Float32Array | Int32Array {
  const size = sizeOf(shape);
  return dtype === 'int32' ? new Int32Array(size) : new Float32Array(size);
}
