import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { JOBS_PER_WORKER, type Mapped, mapInWorkers } from '../../src/parallel/map-in-workers.js';

/** Threads cannot load TypeScript: this module takes `serve` from the build (npm test builds first). */
const entry = new URL('./answering-worker.mjs', import.meta.url);

type Answer = { job: string; data: unknown; thread: number; numbers: Float32Array };
const run = (
  jobs: Iterable<string>,
  { workers = 2, data, signal }: { workers?: number; data?: unknown; signal?: AbortSignal } = {},
) => mapInWorkers<Answer>(jobs, { entry, data, workers, signal });

async function all(results: AsyncIterable<Mapped<Answer>>): Promise<string[]> {
  const seen: string[] = [];
  for await (const each of results) {
    if (!each.error)
      expect(each.result).toMatchObject({ job: each.job, numbers: Float32Array.of(each.job.length) });
    seen.push(each.error ? `${each.job}: ${each.error.code}` : each.job);
  }
  return seen;
}

describe('mapInWorkers', () => {
  it.each([1, 2, 3])('gives results in the order of the jobs with %i workers', async (workers) => {
    const jobs = Array.from({ length: 20 }, (_, i) => `wait ${(i * 37) % 50}`);
    expect(await all(run(jobs, { workers }))).toEqual(jobs);
  });

  it('has no results for no jobs', async () => {
    expect(await all(run([]))).toEqual([]);
  });

  it('puts the error of a refused job in its place', async () => {
    expect(await all(run(['answer', 'refuse', 'answer again']))).toEqual([
      'answer',
      'refuse: BAD_IMAGE',
      'answer again',
    ]);
  });

  it('loses only the job that kills its thread, and goes on in a new one', async () => {
    const jobs = ['answer', 'exit', ...Array.from({ length: 10 }, (_, i) => `wait 2${i}`), 'exit', 'answer'];
    for (const workers of [1, 2])
      expect(await all(run(jobs, { workers }))).toEqual(
        jobs.map((job) => (job === 'exit' ? 'exit: CRASHED' : job)),
      );
  });

  it('says which job killed its thread, and how it died', async () => {
    for await (const { error } of run(['exit']))
      expect(error).toMatchObject({
        code: 'CRASHED',
        file: 'exit',
        message: expect.stringContaining('status 7'),
      });
  });

  // Node 24 ends the whole process when the memory of one of its threads is exhausted, whoever asks.
  const survives = Number(process.versions.node.split('.')[0]) < 24;
  it.skipIf(!survives)('outlives a thread that runs out of memory (skipped: Node 24 does not)', () => {
    const program = fileURLToPath(new URL('./exhausted-thread.mjs', import.meta.url));
    const { stdout } = spawnSync(process.execPath, ['--max-old-space-size=64', program], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^answer \nexhaust .*memory.*\nanswer \n$/);
  });

  it('has the next batch done by the threads of the one before, by its own data', async () => {
    const own = new URL(`${entry.href}?own`);
    const threads = async (data: string) => {
      const seen = new Set<number>();
      const jobs = ['wait 30', 'wait 30', 'answer'];
      for await (const each of mapInWorkers<Answer>(jobs, { entry: own, data, workers: 2 })) {
        expect(each.error).toBeUndefined();
        const { result } = each as { result: Answer };
        expect(result.data).toBe(data);
        seen.add(result.thread);
      }
      return [...seen].sort();
    };
    const first = await threads('one');
    expect(first.length).toBe(2);
    expect(await threads('two')).toEqual(first);
  });

  it('ends the process when the work is done, although threads would wait for more', () => {
    const program = fileURLToPath(new URL('./resting-thread.mjs', import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
    expect([stdout, status]).toEqual(['answer\nended at once\n', 0]);
  });

  it('throws what a job threw that nobody foresaw', async () => {
    await expect(all(run(['answer', 'throw']))).rejects.toThrow(new TypeError('thrown as asked'));
  });

  it('fails when its threads cannot be started', async () => {
    const nowhere = new URL('./nowhere.mjs', import.meta.url);
    const results = mapInWorkers<Answer>(['answer'], { entry: nowhere, data: undefined, workers: 1 });
    await expect(all(results)).rejects.toThrow('could not be started');
  });

  it('takes no more jobs than it says while its consumer is slow', async () => {
    let begun = 0;
    let most = 0;
    let done = 0;
    function* jobs() {
      for (; begun < 40; begun++) yield 'answer';
    }
    for await (const _ of run(jobs(), { workers: 2 })) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      most = Math.max(most, begun - done++);
    }
    expect(done).toBe(40);
    expect(most).toBeLessThanOrEqual(2 * JOBS_PER_WORKER);
    expect(most).toBeGreaterThan(2);
  });

  it('ends at once when it is aborted, however long its jobs', async () => {
    const interrupt = new AbortController();
    const started = performance.now();
    setTimeout(() => interrupt.abort(new Error('enough')), 50);
    await expect(all(run(['wait 20000', 'wait 20000'], { signal: interrupt.signal }))).rejects.toThrow(
      'enough',
    );
    expect(performance.now() - started).toBeLessThan(10_000);
    await expect(all(run(['answer'], { signal: interrupt.signal }))).rejects.toThrow('enough');
  });

  it('ends its threads when the consumer leaves early', async () => {
    for await (const { job } of run(['answer', 'wait 20000', 'wait 20000'])) {
      expect(job).toBe('answer');
      break;
    }
  });
});
