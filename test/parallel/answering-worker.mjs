// A worker that does as each job says: 'answer 1', 'wait 50 answer', 'refuse', 'throw', 'exit', 'exhaust', …
import { threadId } from 'node:worker_threads';
import { FoveaError } from '../../dist/src/core/errors.js';
import { serve } from '../../dist/src/parallel/serve.js';

const acts = {
  answer: () => undefined,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, Number(ms))),
  refuse: () => {
    throw new FoveaError('BAD_IMAGE', 'refused as asked');
  },
  throw: () => {
    throw new TypeError('thrown as asked');
  },
  // Not at once, so that another job is at work on this thread by then.
  exit: async () => {
    await acts.wait(30);
    process.exit(7);
  },
  exhaust: () => {
    const kept = [];
    for (;;) kept.push(new Array(1000).fill(kept.length));
  },
};

serve((data) => async (job) => {
  const [act, argument] = job.split(' ');
  await acts[act](argument);
  const numbers = Float32Array.of(job.length);
  return { result: { job, data, thread: threadId, numbers }, transfer: [numbers.buffer] };
});
