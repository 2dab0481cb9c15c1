import { parentPort, type TransferListItem } from 'node:worker_threads';
import { answerOfError, type JobMessage, type ThreadMessage } from './messages.js';

/** A result, and the buffers in it that move to the caller instead of being copied. */
export interface Served<Result> {
  readonly result: Result;
  readonly transfer: readonly TransferListItem[];
}

/**
 * Makes the module that calls it, loaded as a worker thread, answer the jobs of `mapInWorkers`. Jobs that wait for
 * something overlap.
 */
export function serve<Result>(handle: (job: string) => Promise<Served<Result>>): void {
  const port = parentPort!;
  const send = (message: ThreadMessage<Result>, transfer: readonly TransferListItem[] = []) =>
    port.postMessage(message, transfer);
  port.on('message', async ({ id, job }: JobMessage) => {
    try {
      const { result, transfer } = await handle(job);
      send({ id, answer: { result } }, transfer);
    } catch (error) {
      send({ id, answer: answerOfError(error) });
    }
  });
  send('ready');
}
