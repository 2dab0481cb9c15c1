import { openDataset } from '../../data/open-dataset.js';
import { decodeSideBySide } from '../../image/decoder-threads.js';
import { modelRegistry } from '../../models/model-registry.js';
import { serve } from '../../parallel/serve.js';
import { type Job, runJob } from '../jobs.js';
import { DiskStore } from './disk-store.js';

/** What a worker is told of a comparison: functions do not cross threads, so that it opens everything for itself. */
export interface CompareWorkerData {
  /** The data set, as `openDataset` takes it. */
  readonly source: string;
  /** Of the cache. */
  readonly folder: string;
  readonly code: string;
  /** Whether steps are timed. */
  readonly timed: boolean;
}

await decodeSideBySide();

serve<unknown, CompareWorkerData>(({ source, folder, code, timed }) => {
  const place = openDataset(source).then((dataset) => ({
    dataset,
    store: new DiskStore(folder, { code }),
    registry: modelRegistry,
    clock: timed ? () => performance.now() : undefined,
  }));
  return async (job) => ({ result: await runJob(JSON.parse(job) as Job, await place), transfer: [] });
});
