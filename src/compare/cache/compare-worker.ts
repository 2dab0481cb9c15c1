import { workerData } from 'node:worker_threads';
import { openDataset } from '../../data/open-dataset.js';
import { useOneThreadAnImage } from '../../image/decoder-threads.js';
import { modelRegistry } from '../../models/model-registry.js';
import { serve } from '../../parallel/serve.js';
import { type Job, runJob } from '../jobs.js';
import { DiskStore } from './disk-store.js';

/** What a worker is told once: functions do not cross threads, so that it opens everything for itself. */
export interface CompareWorkerData {
  /** The data set, as `openDataset` takes it. */
  readonly source: string;
  /** Of the cache. */
  readonly folder: string;
  readonly code: string;
  /** Whether steps are timed. */
  readonly timed: boolean;
}

const { source, folder, code, timed } = workerData as CompareWorkerData;
await useOneThreadAnImage();
const place = {
  dataset: await openDataset(source),
  store: new DiskStore(folder, { code }),
  registry: modelRegistry,
  clock: timed ? () => performance.now() : undefined,
};

serve(async (job) => ({ result: await runJob(JSON.parse(job) as Job, place), transfer: [] }));
