import { fingerprint } from '../core/fingerprint.js';
import { canonicalJson } from '../models/canonical-json.js';
import { ImageModel } from '../models/image-model.js';
import { findRepresentation } from '../models/model-registry.js';
import type { Bench } from './bench.js';
import { type FitJob, type JudgeJob, type Orders, VERDICTS } from './jobs.js';
import { judgeModel, type Verdict } from './judge-model.js';
import type { Labour } from './labour.js';
import type { Trial } from './protocol.js';
import { learns, STATE_ITEM, vectorsKey } from './vectors.js';

/** How all trials go. */
export interface JudgeAllOptions {
  readonly orders: Orders;
  readonly labour: Labour;
  readonly bench: Bench;
  /** Says how many verdicts there will be and how many of them are known already. */
  readonly onPlanned: (plan: { verdicts: number; known: number }) => void;
  readonly onProgress: (phase: 'fit' | 'train', progress: Progress) => void;
  readonly signal?: AbortSignal | undefined;
  /** Gets every model fitted. Then all are trained, in this thread, whatever the store may hold. */
  readonly onTrained?: ((model: ImageModel) => void) | undefined;
}

interface Progress {
  /** What is at work: a representation, a model. */
  readonly name: string;
  readonly done: number;
  readonly total: number;
}

/**
 * The verdicts of all contestants in all trials, `[contestant][trial]`: those that the store holds, and the rest after
 * their representations have been learnt, each once for all contestants that share it. In one thread trial follows
 * trial, and the vectors of one are let go before the next.
 */
export async function judgeAll(options: JudgeAllOptions): Promise<Verdict[][]> {
  const { orders, labour, bench, onPlanned } = options;
  const verdicts: Verdict[][] = orders.contestants.map(() => []);
  const missing = jobsOf(orders, bench).filter(({ contestant, trial, item }) => {
    const known = options.onTrained ? undefined : (bench.store.get(VERDICTS, item) as Verdict | undefined);
    if (known) verdicts[contestant]![trial] = known;
    return !known;
  });
  const total = orders.contestants.length * orders.trials.length;
  onPlanned({ verdicts: total, known: total - missing.length });
  const batches = labour.inParallel && !options.onTrained ? [missing] : byTrial(missing);
  let judged = 0;
  for (const jobs of batches) {
    const keys = await learnShared(jobs, options);
    await judge(jobs, options, {
      onStart: ({ contestant }) =>
        options.onProgress('train', {
          name: orders.contestants[contestant]!.label,
          done: judged,
          total: missing.length,
        }),
      onDone({ contestant, trial }, verdict) {
        judged++;
        verdicts[contestant]![trial] = verdict;
      },
    });
    for (const key of keys) bench.store.release(key);
  }
  return verdicts;
}

function jobsOf({ contestants, trials, folds }: Orders, bench: Bench): JudgeJob[] {
  const prints = trials.map((trial) => trialFingerprint(trial, bench));
  return trials.flatMap((trial, t) =>
    contestants.map(({ configs, grid = null }, contestant): JudgeJob => {
      const config = configs[trial.repeat]!;
      const item = fingerprint([canonicalJson({ config, grid, folds: grid && folds }), prints[t]!]);
      return { kind: 'judge', contestant, trial: t, item };
    }),
  );
}

/** Everything about a trial that decides what a model makes of it: contents and labels of its images, in order. */
function trialFingerprint({ train, test }: Trial, { contents, dataset }: Bench): string {
  const described = (indices: readonly number[]) =>
    indices.map((index) => `${contents[index]} ${dataset.labels[index]}`);
  return fingerprint([
    String(dataset.classNames.length),
    ...['train', ...described(train)],
    ...['test', ...described(test)],
  ]);
}

function byTrial(jobs: readonly JudgeJob[]): JudgeJob[][] {
  const byTrial = new Map<number, JudgeJob[]>();
  for (const job of jobs) byTrial.set(job.trial, [...(byTrial.get(job.trial) ?? []), job]);
  return [...byTrial.values()];
}

/** Learns what the jobs will need and the store does not hold. @returns the store's keys of all that they need. */
async function learnShared(
  judging: readonly JudgeJob[],
  { orders, labour, bench, onProgress }: JudgeAllOptions,
): Promise<string[]> {
  const jobs = new Map<string, FitJob>();
  for (const { contestant, trial } of judging) {
    const { configs, grid = {} } = orders.contestants[contestant]!;
    const config = configs[orders.trials[trial]!.repeat]!;
    new ImageModel(config, bench.registry).representations.forEach((representation, i) => {
      const part = config.features[i]!;
      const { options } = findRepresentation(part.name, bench.registry);
      const isSearched = Object.keys(grid).some((option) => Object.hasOwn(options, option));
      if (!learns(representation) || isSearched) return;
      jobs.set(vectorsKey(representation, orders.trials[trial]!, bench), { kind: 'fit', part, trial });
    });
  }
  const missing = [...jobs].filter(([key]) => bench.store.secondsOf(key, STATE_ITEM) === undefined);
  const fits = missing.map(([, job]) => job);
  let done = 0;
  await labour.run(fits, orders, {
    onStart: (place) => onProgress('fit', { name: fits[place]!.part.name, done, total: fits.length }),
    onDone({ died }) {
      if (died) throw died;
      done++;
    },
  });
  bench.store.refresh();
  return [...jobs.keys()];
}

interface JudgeEvents {
  readonly onStart: (job: JudgeJob) => void;
  readonly onDone: (job: JudgeJob, verdict: Verdict) => void;
}

async function judge(
  jobs: readonly JudgeJob[],
  { orders, labour, bench, signal, onTrained }: JudgeAllOptions,
  { onStart, onDone }: JudgeEvents,
): Promise<void> {
  if (!onTrained)
    return labour.run(jobs, orders, {
      onStart: (place) => onStart(jobs[place]!),
      onDone({ result, died }, place) {
        if (died) throw died;
        onDone(jobs[place]!, result);
      },
    });
  for (const job of jobs) {
    signal?.throwIfAborted();
    onStart(job);
    const { configs, grid } = orders.contestants[job.contestant]!;
    const sides = orders.trials[job.trial]!;
    const task = { config: configs[sides.repeat]!, sides, grid, folds: orders.folds };
    const { verdict, model } = await judgeModel(task, bench);
    onDone(job, verdict);
    onTrained(model);
  }
}
