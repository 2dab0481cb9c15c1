import { type ErrorCode, FoveaError } from '../core/errors.js';
import type { PartConfig } from '../models/image-model.js';
import { findRepresentation } from '../models/model-registry.js';
import type { ImageSize } from '../models/representation.js';
import type { Bench, Sides } from './bench.js';
import { duplicatesAmong, SIGNATURES, type SurveyedSet } from './duplicates.js';
import { judgeModel, type Task, type Verdict } from './judge-model.js';
import { imageSignature, type NearDuplicate } from './leaks/index.js';
import { type Survey, survey } from './survey.js';
import { vectorsOf } from './vectors.js';

/** A piece of work for one thread: plain data, with all that it takes. */
export type Job = SurveyJob | DuplicatesJob | FitJob | JudgeJob;

/** Extracts from some images what is not in the store yet. */
export interface SurveyJob {
  readonly kind: 'survey';
  readonly indices: readonly number[];
  /** Each of another `cacheKey`. */
  readonly parts: readonly PartConfig[];
  readonly size: ImageSize;
  /** Whether the leak guard's signatures are taken too. */
  readonly signatures: boolean;
}

/** Finds the near-duplicates of a set of images. */
export interface DuplicatesJob extends SurveyedSet {
  readonly kind: 'duplicates';
}

/** The items under which the store holds the images of both sides, in their order. */
export interface Contents {
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/** Learns a representation on one training side, and puts its vectors into the store. */
export interface FitJob {
  readonly kind: 'fit';
  readonly part: PartConfig;
  readonly size: ImageSize;
  readonly sides: Sides;
  readonly contents: Contents;
}

/** Trains and judges one model in one trial, and puts the verdict into the store. */
export interface JudgeJob {
  readonly kind: 'judge';
  readonly task: Task;
  readonly contents: Contents;
  /** Under which item of `VERDICTS` the verdict goes. */
  readonly item: string;
}

/** Why a model cannot learn from the images that it was given, however often it is asked. */
export interface Refusal {
  readonly refused: { readonly code: ErrorCode; readonly message: string };
}

/** What a job gives. */
export type ResultOf<J extends Job> = J extends SurveyJob
  ? Survey
  : J extends DuplicatesJob
    ? readonly NearDuplicate[]
    : J extends JudgeJob
      ? Verdict | Refusal
      : null;

/** The store's key of all verdicts. */
export const VERDICTS = 'verdicts';

/** What interests the caller while a job runs in this thread. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onImage?: (() => void) | undefined;
}

/** Where jobs are done: what they say of contents is theirs. */
export type Place = Omit<Bench, 'contents'>;

/** Does a job, here. */
export async function runJob<J extends Job>(job: J, place: Place, watch: Watch = {}): Promise<ResultOf<J>> {
  place.store.refresh();
  return (await resultOf(job, place, watch)) as ResultOf<J>;
}

async function resultOf(job: Job, place: Place, watch: Watch): Promise<ResultOf<Job>> {
  if (job.kind === 'duplicates') return duplicatesAmong(job, place);
  if (job.kind === 'survey') {
    const signature = { cacheKey: SIGNATURES, extract: imageSignature };
    const parts = job.parts.map((part) => representationOf(part, job, place));
    const extractions = [...parts, ...(job.signatures ? [signature] : [])];
    return survey(place.dataset, job.indices, { ...place, ...watch, extractions });
  }
  const sides = job.kind === 'fit' ? job.sides : job.task.sides;
  const bench = { ...place, contents: byIndex(sides, { ...job, images: place.dataset.labels.length }) };
  if (job.kind === 'fit') {
    await vectorsOf(representationOf(job.part, job, place), sides, bench);
    return null;
  }
  try {
    const { verdict } = await judgeModel(job.task, bench);
    place.store.put(VERDICTS, [{ item: job.item, value: verdict, seconds: 0 }]);
    return verdict;
  } catch (error) {
    if (!(error instanceof FoveaError && REFUSALS.includes(error.code))) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
}

/** Too many images for a model, or a training that came to nothing: the others go on. */
const REFUSALS: readonly ErrorCode[] = ['LIMIT', 'NOT_CONVERGED'];

const representationOf = (
  { name, options }: PartConfig,
  { size }: { size: ImageSize },
  { registry }: Pick<Place, 'registry'>,
) => findRepresentation(name, registry).create(options, size);

function byIndex(
  sides: Sides,
  { contents, images }: { contents: Contents; images: number },
): readonly string[] {
  const all = new Array<string>(images).fill('');
  for (const side of ['train', 'test'] as const)
    sides[side].forEach((index, i) => {
      all[index] = contents[side][i]!;
    });
  return all;
}
