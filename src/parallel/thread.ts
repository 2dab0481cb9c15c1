import { Worker } from 'node:worker_threads';
import type { Answer, JobMessage, ThreadMessage } from './messages.js';

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

/** One worker thread and the jobs it has at work. */
export class Thread<Result> {
  readonly tasks = new Map<number, Task<Result>>();
  readonly #worker: Worker;
  #closed = false;

  constructor({ entry, data }: { entry: URL; data: unknown }, events: ThreadEvents) {
    this.#worker = new Worker(entry, { workerData: data });
    let ready = false;
    let reason = '';
    this.#worker.on('message', (message: ThreadMessage<Result>) => {
      if (message === 'ready') {
        ready = true;
        return;
      }
      const task = this.tasks.get(message.id)!;
      this.tasks.delete(message.id);
      task.settle(message.answer);
      events.onRoom();
    });
    this.#worker.on('error', (error) => {
      reason = error.message;
    });
    this.#worker.on('exit', (status) => {
      if (!this.#closed) events.onDeath(reason || `it ended with status ${status}`, { ready });
    });
  }

  /** Sends a job; the thread takes it when it is ready. */
  take(task: Task<Result>): void {
    this.tasks.set(task.id, task);
    this.#worker.postMessage({ id: task.id, job: task.job } satisfies JobMessage);
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
}

/** Jobs a thread has at work: while one computes, the next one's file is read and decoded. */
const JOBS_AT_ONCE = 2;
