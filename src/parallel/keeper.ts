import { parentPort, type TransferListItem, Worker } from 'node:worker_threads';
import { FoveaError } from '../core/errors.js';
import { type Answer, answerOfError, errorOf } from './messages.js';

/**
 * A thread that keeps something and answers questions about it, in their order. Unlike the threads of `mapInWorkers`
 * it cannot be replaced: when it dies, what it kept is gone.
 */
export class Keeper<Question> {
  readonly #worker: Worker;
  readonly #waiting: { resolve(result: unknown): void; reject(error: unknown): void }[] = [];
  #died: FoveaError | undefined;

  /** @param options.data handed to the module `entry` as `workerData`; the buffers in `transfer` move there. */
  constructor(entry: URL, options: { data: unknown; transfer?: readonly TransferListItem[] }) {
    this.#worker = new Worker(entry, {
      workerData: options.data,
      transferList: [...(options.transfer ?? [])],
    });
    this.#worker.on('message', (answer: Answer<unknown>) => {
      const { resolve, reject } = this.#waiting.shift()!;
      if ('result' in answer) resolve(answer.result);
      else reject('refused' in answer ? errorOf(answer.refused) : answer.thrown);
    });
    let reason = '';
    this.#worker.on('error', (error) => {
      reason = error.message;
    });
    this.#worker.on('exit', (status) => {
      this.#died = new FoveaError(
        'CRASHED',
        `Expected an answer from a worker thread but it died: ${reason || `it ended with status ${status}`}.`,
      );
      for (const { reject } of this.#waiting.splice(0)) reject(this.#died);
    });
  }

  /** @throws what the thread threw; CRASHED when it is dead. */
  ask(question: Question): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#died) return reject(this.#died);
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(question);
    });
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Makes the module that calls it, loaded as a worker thread, answer the questions of a `Keeper`. */
export function answerKeeper<Question>(answer: (question: Question) => unknown): void {
  const port = parentPort!;
  port.on('message', (question: Question) => {
    try {
      port.postMessage({ result: answer(question) } satisfies Answer<unknown>);
    } catch (error) {
      port.postMessage(answerOfError(error));
    }
  });
}
