// Run with a small --max-old-space-size: the second of three jobs exhausts its thread's memory.
import { mapInWorkers } from '../../dist/src/parallel/map-in-workers.js';

const entry = new URL('./answering-worker.mjs', import.meta.url);
for await (const { job, error } of mapInWorkers(['answer', 'exhaust', 'answer'], { entry, workers: 1 }))
  console.log(job, error?.message ?? '');
