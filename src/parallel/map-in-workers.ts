import { FoveaError } from '../core/errors.js';
import { Crew, type CrewOptions } from './crew.js';
import { errorOf } from './messages.js';
import type { Outcome } from './thread.js';

/** Jobs of one thread that are at work, or done and not yet taken: what bounds the memory. */
export const JOBS_PER_WORKER = 4;

/** One job's result, or why it has none. */
export type Mapped<Result> =
  | { readonly job: string; readonly result: Result; readonly error?: undefined }
  | { readonly job: string; readonly error: FoveaError };

/**
 * Runs jobs in worker threads and gives the results in the order of the jobs, whichever ends first.
 *
 * - Memory is bounded: the next job is taken from `jobs` only when fewer than `JOBS_PER_WORKER × workers` are at work
 *   or not yet taken. A slow consumer slows the threads down.
 * - A job that a FoveaError refuses, or that kills its thread (`process.exit`, out of memory), gives an error in its
 *   place (CRASHED for the latter); the others go on, in a new thread if need be. Jobs must bear to be run again.
 *   Node 24 is an exception: there exhausted memory of one thread ends the whole process.
 * - Whenever the consumer stops, for whatever reason, threads that are still at work end; others wait a minute for
 *   another batch of their module, with the memory that they have, and do not keep the process alive.
 *
 * A crash of native code ends the whole process, threads or not.
 *
 * @throws what a job threw, if it is no FoveaError; what `signal` was aborted with.
 */
export async function* mapInWorkers<Result>(
  jobs: Iterable<string>,
  { signal, ...options }: CrewOptions & { readonly signal?: AbortSignal | undefined },
): AsyncGenerator<Mapped<Result>> {
  signal?.throwIfAborted();
  const crew = new Crew<Result>(options);
  const onAbort = () => crew.abandon(signal!.reason);
  signal?.addEventListener('abort', onAbort);
  const window: { job: string; outcome: Promise<Outcome<Result>> }[] = [];
  try {
    for (const job of jobs) {
      window.push({ job, outcome: crew.run(job) });
      if (window.length < JOBS_PER_WORKER * options.workers) continue;
      const first = window.shift()!;
      yield mapped(first.job, await first.outcome);
    }
    for (const { job, outcome } of window) yield mapped(job, await outcome);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await crew.close();
  }
}

function mapped<Result>(job: string, outcome: Outcome<Result>): Mapped<Result> {
  if ('result' in outcome) return { job, result: outcome.result };
  if ('refused' in outcome) return { job, error: errorOf(outcome.refused) };
  if ('thrown' in outcome) throw outcome.thrown;
  return {
    job,
    error: new FoveaError(
      'CRASHED',
      `Expected a result for ${job} but the worker thread at work on it died: ${outcome.died}.`,
      { file: job },
    ),
  };
}
