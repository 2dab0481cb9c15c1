import { keep, takeIdle } from './idle-threads.js';
import { type Outcome, type Task, Thread } from './thread.js';

/** What threads are made of. */
export interface CrewOptions {
  /** The module that every thread runs; it calls `serve`. */
  readonly entry: URL;
  /** Handed to what that module gave `serve`. */
  readonly data: unknown;
  /** Threads at most; each is started when there is a job for it. */
  readonly workers: number;
}

/**
 * Threads that share a queue of jobs. A thread that dies is replaced: a job that was alone with it has killed it and
 * is told so; of two, each runs again by itself, so that only the guilty one is lost.
 */
export class Crew<Result> {
  readonly #options: CrewOptions;
  readonly #threads = new Set<Thread<Result>>();
  readonly #waiting: Task<Result>[] = [];
  #jobs = 0;

  constructor(options: CrewOptions) {
    this.#options = options;
  }

  /** Runs a job as soon as a thread has room. */
  run(job: string): Promise<Outcome<Result>> {
    return new Promise((settle) => {
      this.#waiting.push({ id: this.#jobs++, job, suspect: false, settle });
      this.#dispatch();
    });
  }

  /** Answers every job that has no answer yet with an error. */
  abandon(thrown: unknown): void {
    const working = [...this.#threads].flatMap(({ tasks }) => [...tasks.values()]);
    for (const { settle } of [...working, ...this.#waiting.splice(0)]) settle({ thrown });
  }

  /** Lets threads go that have done their work, and ends the others, whatever they are doing. */
  async close(): Promise<void> {
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const thread of threads) if (thread.isFree) keep(this.#options.entry, thread);
    await Promise.all(threads.filter(({ isFree }) => !isFree).map((thread) => thread.close()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#threadFor(this.#waiting[0]!);
      if (!thread) return;
      thread.take(this.#waiting.shift()!);
    }
  }

  /** An idle thread, else a new one, else the first with room. */
  #threadFor(task: Task<Result>): Thread<Result> | undefined {
    const threads = [...this.#threads];
    const idle = threads.find(({ tasks }) => tasks.size === 0);
    if (idle) return idle;
    return threads.length < this.#options.workers
      ? this.#start()
      : threads.find((thread) => thread.hasRoomFor(task));
  }

  #start(): Thread<Result> {
    const { entry, data } = this.#options;
    const thread = takeIdle<Result>(entry) ?? new Thread<Result>(entry);
    thread.serve(data, {
      onRoom: () => this.#dispatch(),
      onDeath: (reason, { ready }) => {
        this.#threads.delete(thread);
        this.#bury([...thread.tasks.values()], { reason, ready });
        this.#dispatch();
      },
    });
    this.#threads.add(thread);
    return thread;
  }

  #bury(tasks: readonly Task<Result>[], { reason, ready }: { reason: string; ready: boolean }): void {
    if (!ready) {
      // The next thread would not start either.
      const thrown = new Error(`A worker thread could not be started: ${reason}`);
      for (const { settle } of tasks) settle({ thrown });
    } else if (tasks.length === 1) tasks[0]!.settle({ died: reason });
    else {
      for (const task of tasks) task.suspect = true;
      this.#waiting.unshift(...tasks);
    }
  }
}
