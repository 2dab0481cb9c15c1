import { parentPort, type TransferListItem } from 'node:worker_threads';
import { answerOfError, type JobMessage, type MessageToThread, type ThreadMessage } from './messages.js';

/** A result, and the buffers in it that move to the caller instead of being copied. */
export interface Served<Result> {
  readonly result: Result;
  readonly transfer: readonly TransferListItem[];
}

/** How a job is done. */
export type Handle<Result> = (job: string) => Promise<Served<Result>>;

/**
 * Makes the module that calls it, loaded as a worker thread, answer the jobs of `mapInWorkers`. Jobs that wait for
 * something overlap.
 * @param prepare called once a batch, with its `data`: how that batch's jobs are done.
 */
export function serve<Result, Data = unknown>(prepare: (data: Data) => Handle<Result>): void {
  const port = parentPort!;
  let data: Data;
  let handle: Handle<Result> | undefined;
  const send = (message: ThreadMessage<Result>, transfer: readonly TransferListItem[] = []) =>
    port.postMessage(message, transfer);
  const answer = async ({ id, job }: JobMessage) => {
    try {
      handle ??= prepare(data);
      const { result, transfer } = await handle(job);
      send({ id, answer: { result } }, transfer);
    } catch (error) {
      send({ id, answer: answerOfError(error) });
    }
  };
  port.on('message', (message: MessageToThread) => {
    if ('id' in message) void answer(message);
    else {
      data = message.data as Data;
      handle = undefined;
    }
  });
  send('ready');
}
