import { fingerprint } from '../core/fingerprint.js';
import { canonicalJson } from '../models/canonical-json.js';
import { ImageModel } from '../models/image-model.js';
import { findRepresentation } from '../models/model-registry.js';
import type { Bench, Sides } from './bench.js';
import type { Contestant } from './contestants.js';
import { type Contents, type FitJob, type JudgeJob, type Refusal, VERDICTS } from './jobs.js';
import { judgeModel, type Task, type Verdict } from './judge-model.js';
import type { Labour } from './labour.js';
import type { Trial } from './protocol.js';
import { learns, STATE_ITEM, vectorsKey } from './vectors.js';

/** How all trials go. */
export interface JudgeAllOptions {
  readonly contestants: readonly Contestant[];
  readonly trials: readonly Trial[];
  /** Into which training images are parted where options are searched for. */
  readonly folds: number;
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

/** A verdict that is still to be found, and whose it is. */
interface Pending {
  readonly contestant: number;
  readonly trial: number;
  readonly job: JudgeJob;
}

/** What came of all contestants. */
export interface Judged {
  /** `[contestant][trial]` */
  readonly verdicts: readonly (readonly Verdict[])[];
  /** Why a contestant could not be trained, by its place. */
  readonly refusals: ReadonlyMap<number, Refusal['refused']>;
}

/**
 * The verdicts of all contestants in all trials: those that the store holds, and the rest after
 * their representations have been learnt, each once for all contestants that share it. In one thread trial follows
 * trial, and the vectors of one are let go before the next.
 */
export async function judgeAll(options: JudgeAllOptions): Promise<Judged> {
  const { contestants, trials, labour, bench, onTrained } = options;
  const verdicts: Verdict[][] = contestants.map(() => []);
  const refusals = new Map<number, Refusal['refused']>();
  const pending = allOf(options).filter(({ contestant, trial, job }) => {
    const known = onTrained ? undefined : (bench.store.get(VERDICTS, job.item) as Verdict | undefined);
    if (known) verdicts[contestant]![trial] = known;
    return !known;
  });
  const total = contestants.length * trials.length;
  options.onPlanned({ verdicts: total, known: total - pending.length });
  const batches = labour.inParallel && !onTrained ? [pending] : byTrial(pending);
  let judged = 0;
  for (const batch of batches) {
    const keys = await learnShared(batch, options);
    await judge(batch, options, {
      onStart: (name) => options.onProgress('train', { name, done: judged, total: pending.length }),
      onDone({ contestant, trial }, result) {
        judged++;
        if ('refused' in result) refusals.set(contestant, result.refused);
        else verdicts[contestant]![trial] = result;
      },
    });
    for (const key of keys) bench.store.release(key);
  }
  return { verdicts, refusals };
}

function allOf({ contestants, trials, folds, bench }: JudgeAllOptions): Pending[] {
  return trials.flatMap((sides, trial) => {
    const contents = contentsOf(sides, bench);
    const print = trialFingerprint(sides, bench);
    return contestants.map(({ configs, grid }, contestant): Pending => {
      const config = configs[sides.repeat]!;
      const item = fingerprint([canonicalJson({ config, ...(grid && { grid, folds }) }), print]);
      const task: Task = { config, sides: { train: sides.train, test: sides.test }, grid, folds };
      return { contestant, trial, job: { kind: 'judge', task, contents, item } };
    });
  });
}

function contentsOf({ train, test }: Sides, { contents }: Bench): Contents {
  const of = (indices: readonly number[]) => indices.map((index) => contents[index]!);
  return { train: of(train), test: of(test) };
}

/** Everything about a trial that decides what a model makes of it: contents and labels of its images, in order. */
function trialFingerprint({ train, test }: Sides, { contents, dataset }: Bench): string {
  const described = (indices: readonly number[]) =>
    indices.map((index) => `${contents[index]} ${dataset.labels[index]}`);
  return fingerprint([
    String(dataset.classNames.length),
    ...['train', ...described(train)],
    ...['test', ...described(test)],
  ]);
}

function byTrial(pending: readonly Pending[]): Pending[][] {
  const groups = new Map<number, Pending[]>();
  for (const each of pending) groups.set(each.trial, [...(groups.get(each.trial) ?? []), each]);
  return [...groups.values()];
}

/** Learns what the jobs will need and the store does not hold. @returns the store's keys of all that they need. */
async function learnShared(
  pending: readonly Pending[],
  { contestants, labour, bench, onProgress }: JudgeAllOptions,
): Promise<string[]> {
  const jobs = new Map<string, FitJob>();
  for (const { contestant, job } of pending) {
    const { config, sides } = job.task;
    const { contents } = job;
    const { grid = {} } = contestants[contestant]!;
    new ImageModel(config, bench.registry).representations.forEach((representation, i) => {
      const part = config.features[i]!;
      const { options } = findRepresentation(part.name, bench.registry);
      const isSearched = Object.keys(grid).some((option) => Object.hasOwn(options, option));
      if (!learns(representation) || isSearched) return;
      const fit: FitJob = { kind: 'fit', part, size: config.size, sides, contents };
      jobs.set(vectorsKey(representation, sides, bench), fit);
    });
  }
  const fits = [...jobs]
    .filter(([key]) => bench.store.secondsOf(key, STATE_ITEM) === undefined)
    .map(([, fit]) => fit);
  let done = 0;
  await labour.run(fits, {
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
  readonly onStart: (name: string) => void;
  readonly onDone: (pending: Pending, result: Verdict | Refusal) => void;
}

async function judge(
  pending: readonly Pending[],
  { contestants, labour, bench, signal, onTrained }: JudgeAllOptions,
  { onStart, onDone }: JudgeEvents,
): Promise<void> {
  const nameOf = ({ contestant }: Pending) => contestants[contestant]!.label;
  if (!onTrained) {
    const jobs = pending.map(({ job }) => job);
    return labour.run(jobs, {
      onStart: (place) => onStart(nameOf(pending[place]!)),
      onDone({ result, died }, place) {
        if (died) throw died;
        onDone(pending[place]!, result);
      },
    });
  }
  for (const each of pending) {
    signal?.throwIfAborted();
    onStart(nameOf(each));
    const { verdict, model } = await judgeModel(each.job.task, bench);
    onDone(each, verdict);
    onTrained(model);
  }
}
