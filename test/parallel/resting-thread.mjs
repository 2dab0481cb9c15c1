// Ends by itself although a thread is left that would wait for another batch, for a minute.
import { mapInWorkers } from '../../dist/src/parallel/map-in-workers.js';

const entry = new URL('./answering-worker.mjs', import.meta.url);
for await (const { job } of mapInWorkers(['answer'], { entry, workers: 1 })) console.log(job);
const done = performance.now();
process.on('exit', () => console.log(performance.now() - done < 5000 ? 'ended at once' : 'waited'));
