import type { FoveaError } from '../core/errors.js';
import { type Job, type Place, type ResultOf, runJob } from './jobs.js';

/** How a job ended: with its result, or with the thread that was at work on it. */
export type Done<J extends Job> =
  | { readonly result: ResultOf<J>; readonly died?: undefined }
  | { readonly result?: undefined; readonly died: FoveaError };

/** What is done as jobs begin and end, in whichever order that is. */
export interface JobEvents<J extends Job> {
  onStart?(place: number): void;
  onDone(done: Done<J>, place: number): void;
  /** Only where jobs run in this thread. */
  onImage?(): void;
}

/** Whoever does the jobs of a comparison: this thread, or several. The results are the same. */
export interface Labour {
  /** Whether jobs of one call run side by side. */
  readonly inParallel: boolean;
  /** Images that a survey job should have at most. */
  readonly imagesAJob: (images: number) => number;
  /** @throws what a job throws; what the signal was aborted with. */
  run<J extends Job>(jobs: readonly J[], events: JobEvents<J>): Promise<void>;
}

/** Extracts of so many images are held until they are put down. */
export const MOST_IMAGES_A_JOB = 64;

/** This thread, one job after another. */
export function labourHere(place: Place, { signal }: { signal?: AbortSignal | undefined }): Labour {
  return {
    inParallel: false,
    imagesAJob: () => MOST_IMAGES_A_JOB,
    async run(jobs, { onStart, onDone, onImage }) {
      for (const [i, job] of jobs.entries()) {
        signal?.throwIfAborted();
        onStart?.(i);
        onDone({ result: await runJob(job, place, { signal, onImage }) }, i);
      }
    },
  };
}
