import type { MessagePort, Worker } from 'node:worker_threads';
import { FoveaError } from '../../../core/errors.js';
import { type SharedKernels, sharedKernels } from '../../../kernels/kernels.js';
import type { NetworkKernels } from './network-kernels.js';
import type { Stage } from './preparation.js';
import { serveTeam } from './serve-team.js';
import { CLAIMS, DONE, FAILED, PROGRAM, ROUND, STAGE } from './team-words.js';

/** Turns of waiting before a thread goes to sleep: some tens of microseconds. */
const SPINS = 20_000;

/**
 * Threads that do stages of programs together with the calling one. Each first claims the call that has its own number,
 * since what that reads and writes is mostly in its processor's cache from the stage before, and then those that
 * nobody has claimed, so that one that does not get to run holds nobody up. They wait where their next round is announced, in memory, since
 * messages would take longer than most stages do.
 */
export class Team {
  readonly threads: number;
  readonly #workers: readonly { readonly worker: Worker; readonly port: MessagePort }[];
  readonly #words: Int32Array;
  #programs = 0;
  /** Of programs that were removed: the next ones take them, since threads at rest free nothing. */
  readonly #spare: SharedKernels<NetworkKernels>[] = [];

  private constructor(threads: number, node: typeof import('node:worker_threads')) {
    this.threads = threads;
    this.#words = new Int32Array(new SharedArrayBuffer(4 * (CLAIMS + threads)));
    this.#workers = Array.from({ length: threads - 1 }, (_, i) => {
      const { port1, port2 } = new node.MessageChannel();
      const worker = new node.Worker(`(${serveTeam})()`, {
        eval: true,
        workerData: { port: port2, words: this.#words, spins: SPINS, own: i + 1 },
        transferList: [port2],
      });
      return { worker, port: port1 };
    });
  }

  /** Starts threads; undefined for a single one, and where there is no Node or it may not start any. */
  static async start(threads: number): Promise<Team | undefined> {
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
    const node = process?.getBuiltinModule?.('node:worker_threads');
    if (threads < 2 || !node) return undefined;
    const team = new Team(threads, node as typeof import('node:worker_threads'));
    try {
      await Promise.all(team.#workers.map(isReady));
    } catch {
      await team.close();
      return undefined;
    }
    for (const { worker, port } of team.#workers) {
      worker.unref();
      port.unref();
    }
    return team;
  }

  /** Kernels and memory for a program; undefined where there are none that threads can share. */
  kernels(): SharedKernels<NetworkKernels> | undefined {
    return this.#spare.pop() ?? sharedKernels<NetworkKernels>();
  }

  /** Gives the threads a program's memory and stages. @returns its number */
  add({ module, memory }: SharedKernels<NetworkKernels>, stages: readonly Stage[]): number {
    const program = this.#programs++;
    this.#tell({ program, module, memory, stages });
    return program;
  }

  /** Takes a program's memory back. @param start what of it was free when the program got it */
  remove(program: number, kernels: SharedKernels<NetworkKernels>, start: number): void {
    this.#tell({ program });
    kernels.arena.release(start);
    this.#spare.push(kernels);
  }

  /** Does the calls of a stage, at most as many as threads: on this one those that no other claims. */
  run(place: { readonly program: number; readonly stage: number }, calls: readonly (() => void)[]): void {
    const words = this.#words;
    const round = this.#announce(place, calls.length);
    for (const [i, call] of calls.entries()) {
      if (Atomics.compareExchange(words, CLAIMS + i, round << 1, (round << 1) | 1) !== round << 1) continue;
      call();
      Atomics.add(words, DONE, 1);
    }
    for (let spin = 0, done: number; (done = Atomics.load(words, DONE)) < calls.length; spin++)
      if (spin > SPINS) Atomics.wait(words, DONE, done);
    if (Atomics.load(words, FAILED) !== 0)
      throw new FoveaError(
        'CRASHED',
        'Expected all threads to finish their part but one failed. Take one thread.',
      );
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
  }

  /** Threads take messages when they wake, and when they do not know a program. */
  #tell(message: object): void {
    for (const { port } of this.#workers) port.postMessage(message);
    Atomics.notify(this.#words, ROUND);
  }

  #announce({ program, stage }: { readonly program: number; readonly stage: number }, calls: number): number {
    const words = this.#words;
    const round = (Atomics.load(words, ROUND) + 1) | 0;
    Atomics.store(words, PROGRAM, program);
    Atomics.store(words, STAGE, stage);
    Atomics.store(words, DONE, 0);
    for (let i = 0; i < calls; i++) Atomics.store(words, CLAIMS + i, round << 1);
    Atomics.store(words, ROUND, round);
    Atomics.notify(words, ROUND);
    return round;
  }
}

/** Until a thread says that it is ready. */
function isReady({ worker, port }: { readonly worker: Worker; readonly port: MessagePort }): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    port.once('message', () => resolve());
  });
}
