import { Worker } from 'node:worker_threads';
import type { Answer, MessageToThread, ThreadMessage } from './messages.js';

/** A job on its way through the crew. */
export interface Task<Result> {
  readonly id: number;
  readonly job: string;
  /** A thread died with this job and another at work: it runs by itself next, so that the guilty one shows. */
  suspect: boolean;
  readonly settle: (outcome: Outcome<Result>) => void;
}

/** How a job ended for the caller: an answer, or the death of the thread that was at work on it. */
export type Outcome<Result> = Answer<Result> | { readonly died: string };

/** What a thread tells the crew. */
export interface ThreadEvents {
  /** A job was answered: there is room for another. */
  onRoom(): void;
  /** It ended without being asked to. `ready`: whether it ever was able to take jobs. */
  onDeath(reason: string, state: { ready: boolean }): void;
}

/** One worker thread and the jobs it has at work. It serves one crew at a time, or rests between two. */
export class Thread<Result> {
  readonly tasks = new Map<number, Task<Result>>();
  readonly #worker: Worker;
  #events: ThreadEvents | undefined;
  #onLeave: (() => void) | undefined;
  #ready = false;
  #closed = false;

  constructor(entry: URL) {
    this.#worker = new Worker(entry);
    let reason = '';
    this.#worker.on('message', (message: ThreadMessage<Result>) => {
      if (message === 'ready') {
        this.#ready = true;
        return;
      }
      const task = this.tasks.get(message.id)!;
      this.tasks.delete(message.id);
      task.settle(message.answer);
      this.#events?.onRoom();
    });
    this.#worker.on('error', (error) => {
      reason = error.message;
    });
    this.#worker.on('exit', (status) => {
      this.#onLeave?.();
      if (!this.#closed)
        this.#events?.onDeath(reason || `it ended with status ${status}`, { ready: this.#ready });
    });
  }

  /** Whether it could serve another crew: it is there, and has nothing left to do. */
  get isFree(): boolean {
    return this.#ready && !this.#closed && this.tasks.size === 0;
  }

  /** Enters a crew. @param data what its module makes of jobs. */
  serve(data: unknown, events: ThreadEvents): void {
    this.#onLeave?.();
    this.#onLeave = undefined;
    this.#events = events;
    this.#worker.ref();
    this.#send({ data });
  }

  /** Waits for the next crew, without keeping the process alive. @param onLeave called when it no longer waits. */
  rest(onLeave: () => void): void {
    this.#events = undefined;
    this.#onLeave = onLeave;
    this.#worker.unref();
  }

  /** Sends a job; the thread takes it when it is ready. */
  take(task: Task<Result>): void {
    this.tasks.set(task.id, task);
    this.#send({ id: task.id, job: task.job });
  }

  /** Whether a job may join those at work: two at once, a suspect only by itself. */
  hasRoomFor({ suspect }: { readonly suspect: boolean }): boolean {
    if (this.tasks.size === 0) return true;
    return (
      !suspect && this.tasks.size < JOBS_AT_ONCE && ![...this.tasks.values()].some((task) => task.suspect)
    );
  }

  /** Ends the thread at once, whatever it is doing. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker.terminate();
  }

  #send(message: MessageToThread): void {
    this.#worker.postMessage(message);
  }
}

/** Jobs a thread has at work: while one computes, the next one's file is read and decoded. */
const JOBS_AT_ONCE = 2;
