import pMap from 'p-map';
import { FoveaError } from '../../core/errors.js';
import { Crew } from '../../parallel/crew.js';
import { errorOf } from '../../parallel/messages.js';
import type { Outcome } from '../../parallel/thread.js';
import type { Job, ResultOf } from '../jobs.js';
import { type Done, type Labour, MOST_IMAGES_A_JOB } from '../labour.js';
import type { CompareWorkerData } from './compare-worker.js';

/** What threads need to do what this one would. */
export interface WorkerLabourOptions extends CompareWorkerData {
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
}

/** Survey jobs that each thread should get, so that none is idle for long at the end. */
const SURVEYS_A_WORKER = 8;

/**
 * Worker threads that share the jobs: each opens the data set for itself and works with the same cache, through
 * which all that is large passes from one to another. A thread has one job at a time, and is started when there is
 * one for it; `close` lets them go.
 */
export function labourInWorkers({
  workers,
  signal,
  ...data
}: WorkerLabourOptions): Labour & { close(): Promise<void> } {
  const entry = new URL('./compare-worker.js', import.meta.url);
  const crew = new Crew<unknown>({ entry, data, workers });
  const onAbort = () => crew.abandon(signal!.reason);
  signal?.addEventListener('abort', onAbort);
  return {
    inParallel: true,
    imagesAJob: (images) =>
      Math.min(MOST_IMAGES_A_JOB, Math.max(1, Math.ceil(images / (workers * SURVEYS_A_WORKER)))),
    async run(jobs, { onStart, onDone }) {
      const runOne = async <J extends Job>(job: J, place: number) => {
        signal?.throwIfAborted();
        onStart?.(place);
        onDone(doneOf(job, await crew.run(JSON.stringify(job))) as Done<never>, place);
      };
      await pMap(jobs, runOne, { concurrency: workers });
    },
    async close() {
      signal?.removeEventListener('abort', onAbort);
      await crew.close();
    },
  };
}

function doneOf<J extends Job>(job: J, outcome: Outcome<unknown>): Done<J> {
  if ('result' in outcome) return { result: outcome.result as ResultOf<J> };
  if ('refused' in outcome) throw errorOf(outcome.refused);
  if ('thrown' in outcome) throw outcome.thrown;
  return {
    died: new FoveaError(
      'CRASHED',
      `Expected a worker thread to ${doing[job.kind]} but it died: ${outcome.died}. Use fewer workers, or smaller options, if memory ran out.`,
    ),
  };
}

const doing: Readonly<Record<Job['kind'], string>> = {
  survey: 'extract features of images',
  duplicates: 'find near-duplicates',
  fit: 'learn a representation',
  judge: 'train and judge a model',
};
