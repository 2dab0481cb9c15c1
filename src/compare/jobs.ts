import type { PartConfig } from '../models/image-model.js';
import { findRepresentation } from '../models/model-registry.js';
import type { ImageSize } from '../models/representation.js';
import type { Bench } from './bench.js';
import type { Contestant } from './contestants.js';
import { judgeModel, type Verdict } from './judge-model.js';
import { imageSignature } from './leaks/image-signature.js';
import type { Trial } from './protocol.js';
import { type Survey, survey } from './survey.js';
import { vectorsOf } from './vectors.js';

/** What a whole phase of a comparison is about: plain data, told once to each thread. */
export interface Orders {
  readonly size: ImageSize;
  /** To be extracted in surveys, each of another `cacheKey`. */
  readonly parts: readonly PartConfig[];
  /** Whether surveys take the leak guard's signatures. */
  readonly signatures: boolean;
  readonly contents: readonly string[];
  readonly trials: readonly Trial[];
  readonly contestants: readonly Contestant[];
  /** Into which training images are parted where options are searched for. */
  readonly folds: number;
}

/** A piece of work for one thread. */
export type Job = SurveyJob | FitJob | JudgeJob;

/** Extracts from some images what is not in the store yet. */
export interface SurveyJob {
  readonly kind: 'survey';
  readonly indices: readonly number[];
}

/** Learns a representation on one trial's training images, and puts its vectors into the store. */
export interface FitJob {
  readonly kind: 'fit';
  readonly part: PartConfig;
  readonly trial: number;
}

/** Trains and judges one contestant in one trial, and puts the verdict into the store. */
export interface JudgeJob {
  readonly kind: 'judge';
  readonly contestant: number;
  readonly trial: number;
  /** Under which item of `VERDICTS` the verdict goes. */
  readonly item: string;
}

/** What a job gives. */
export type ResultOf<J extends Job> = J extends SurveyJob ? Survey : J extends JudgeJob ? Verdict : null;

/** The store's key of all verdicts. */
export const VERDICTS = 'verdicts';

/** The store's key of the leak guard's signatures. */
export const SIGNATURES = 'leak signatures';

/** What interests the caller while a job runs in this thread. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onImage?: (() => void) | undefined;
}

/** Does a job, here. */
export async function runJob<J extends Job>(
  job: J,
  { orders, bench, ...watch }: Watch & { readonly orders: Orders; readonly bench: Bench },
): Promise<ResultOf<J>> {
  bench.store.refresh();
  return (await resultOf(job, {
    orders,
    bench: { ...bench, contents: orders.contents },
    watch,
  })) as ResultOf<J>;
}

async function resultOf(
  job: Job,
  { orders, bench, watch }: { orders: Orders; bench: Bench; watch: Watch },
): Promise<Survey | Verdict | null> {
  const create = ({ name, options }: PartConfig) =>
    findRepresentation(name, bench.registry).create(options, orders.size);
  if (job.kind === 'survey') {
    const signature = { cacheKey: SIGNATURES, extract: imageSignature };
    const extractions = [...orders.parts.map(create), ...(orders.signatures ? [signature] : [])];
    return survey(bench.dataset, job.indices, { ...bench, ...watch, extractions });
  }
  const sides = orders.trials[job.trial]!;
  if (job.kind === 'fit') {
    await vectorsOf(create(job.part), sides, bench);
    return null;
  }
  const { configs, grid } = orders.contestants[job.contestant]!;
  const task = { config: configs[sides.repeat]!, sides, grid, folds: orders.folds };
  const { verdict } = await judgeModel(task, bench);
  bench.store.put(VERDICTS, [{ item: job.item, value: verdict, seconds: 0 }]);
  return verdict;
}
