import { FoveaError } from '../core/errors.js';
import type { Dataset } from '../data/dataset.js';
import type { PartConfig } from '../models/image-model.js';
import { type ModelRegistry, modelRegistry } from '../models/model-registry.js';
import { defaultImageSize } from '../models/parse-model.js';
import type { ImageSize } from '../models/representation.js';
import type { Workshop } from './cache/workshop.js';
import { candidatesOf } from './candidates.js';
import type { CompareOptions } from './compare-options.js';
import type { Comparison } from './comparison.js';
import { type CurveTrials, cacheKeyOf, comparisonOf, type Outcome } from './comparison-of.js';
import { type Contestant, contestantsOf } from './contestants.js';
import type { DuplicatesJob } from './jobs.js';
import { type Judged, judgeAll } from './judge-all.js';
import { type Labour, labourHere } from './labour.js';
import { guardTrials } from './leak-guard.js';
import type { NearDuplicate } from './leaks/index.js';
import { drawRounds, type Rounds, shortened, type Trial } from './protocol.js';
import { MemoryStore } from './store.js';
import { type Images, surveyImages } from './survey-images.js';

/** Into which training images are parted where options are searched for and nothing else is said. */
const defaultTuneFolds = 3;

/**
 * Trains and judges several models on the same rounds over one data set:
 * 1. the rounds are drawn, stratified, from the seed;
 * 2. every image is decoded once at most, and goes once through each distinct extraction;
 * 3. images that cannot be used are reported and left out, for all models alike;
 * 4. near-duplicates across training and test images are found, and reported before anything is trained;
 * 5. in each round each distinct vocabulary is learnt once, from training images only;
 * 6. each model's options are searched for, if asked for, within the training images; its classifier is trained,
 *    timed, and judged on the test images;
 * 7. every model is tested against every other. A model that refuses so many images (LIMIT), or whose training comes to
 *    nothing (NOT_CONVERGED), is reported and left out; the others go on.
 *
 * The same data, options and seed give the same comparison, but for what is named `seconds`, for any number of
 * workers and with any cache. With a cache, an interrupted comparison goes on where it was: images in portions of 64,
 * models by rounds. Memory: in each thread, the extracts of one portion of images, or of one round's training images
 * under one representation while it learns, and the vectors of one round; without a cache and workers, all extracts.
 * @throws BAD_OPTION for an option that no model knows, and rules that exclude each other; NOT_FOUND for an unknown
 * part of a model; BAD_DATA when a class has too few images to train on, nothing is left to test on, or there are
 * near-duplicates and `leaks` is `refuse`; CRASHED when a worker dies; what a worker or `signal` throws.
 */
export async function compareModels(dataset: Dataset, options: CompareOptions): Promise<Comparison> {
  const { seed = 0, registry = modelRegistry, folds, repeats } = options;
  const size = options.size ?? dataset.imageSize ?? defaultImageSize;
  const rounds = drawRounds(dataset, { rule: { ...options.split, folds, repeats }, seed });
  const contestants = contestantsOf(options.models, {
    ...options,
    size: options.size ?? dataset.imageSize,
    channels: dataset.channels,
    seeds: rounds.seeds,
  });
  const workshop = await open(dataset, { ...options, registry });
  try {
    return await compare(dataset, { ...options, size, seed, registry, rounds, contestants, workshop });
  } finally {
    await workshop.close();
  }
}

interface Setting extends CompareOptions {
  readonly size: ImageSize;
  readonly seed: number;
  readonly registry: ModelRegistry;
  readonly rounds: Rounds;
  readonly contestants: readonly Contestant[];
  readonly workshop: Workshop;
}

/** A store and hands: in memory and this thread, or, where Node is asked for, in a folder and worker threads. */
async function open(
  dataset: Dataset,
  { cache, workers = 0, registry, clock, signal }: CompareOptions & { readonly registry: ModelRegistry },
): Promise<Workshop> {
  const threads = registry === modelRegistry && dataset.source !== undefined ? workers : 0;
  if (cache !== undefined || threads > 0) {
    // Loaded on demand: everything else of a comparison runs in a browser.
    const { openWorkshop } = await import('./cache/workshop.js');
    return openWorkshop({ dataset, registry, clock, cache, workers: threads, signal });
  }
  const store = new MemoryStore();
  const labour = labourHere({ dataset, registry, clock, store }, { signal });
  return { store, labour, close: async () => undefined };
}

async function compare(dataset: Dataset, setting: Setting): Promise<Comparison> {
  const { size, registry, rounds, contestants, workshop, clock, onProgress, onStage } = setting;
  const { store, labour } = workshop;
  const mode = setting.leaks ?? 'warn';
  const parts = distinctParts(contestants, { size, registry });
  const used = indicesOf(rounds.trials);
  const images = await surveyImages(dataset, used, {
    ...{ labour, parts, size, signatures: mode !== 'ignore' },
    onImages: (done) => onProgress?.({ phase: 'extract', done, total: used.length }),
  });
  store.refresh();
  const { contents } = images;
  const usable = used.filter((index) => contents[index] !== '');
  onStage?.({ stage: 'extracted', images: usable.length, extracted: images.extracted });
  const duplicates = mode === 'ignore' ? [] : await findDuplicates(usable, { contents, labour });
  const { trials, leaks } = guardTrials(withoutBad(rounds.trials, images), { mode, duplicates, dataset });
  onStage?.({ stage: 'guarded', leaks });
  for (const trial of trials) requireEveryClass(dataset, trial);
  const curve = curveTrials(dataset, { trials, numbers: setting.learningCurve ?? [] });
  const judged = await judgeAll({
    ...{ contestants, labour, signal: setting.signal, onTrained: setting.onTrained },
    trials: [...trials, ...curve.flatMap((point) => point.trials)],
    folds: setting.tune?.folds ?? defaultTuneFolds,
    bench: { dataset, store, contents, registry, clock },
    onPlanned: ({ verdicts, known }) => onStage?.({ stage: 'planned', trainings: verdicts, known }),
    onProgress: (phase, progress) => onProgress?.({ phase, ...progress }),
  });
  return comparisonOf(dataset, {
    ...{ ...setting, images, trials, report: leaks, curve, parts },
    ...withoutRefused(contestants, judged),
  });
}

/** Those that could be trained, and why the others could not. @throws where none could. */
function withoutRefused(
  contestants: readonly Contestant[],
  { verdicts, refusals }: Judged,
): Pick<Outcome, 'contestants' | 'verdicts' | 'failed'> {
  const failed = [...refusals].map(([i, refusal]) => ({ model: contestants[i]!.label, ...refusal }));
  if (failed.length === contestants.length) throw new FoveaError(failed[0]!.code, failed[0]!.message);
  const isThere = (_: unknown, i: number) => !refusals.has(i);
  return { contestants: contestants.filter(isThere), verdicts: verdicts.filter(isThere), failed };
}

async function findDuplicates(
  indices: readonly number[],
  { contents, labour }: { contents: readonly string[]; labour: Labour },
): Promise<readonly NearDuplicate[]> {
  let found: readonly NearDuplicate[] = [];
  const job: DuplicatesJob = {
    kind: 'duplicates',
    indices,
    contents: indices.map((index) => contents[index]!),
  };
  await labour.run([job], {
    onDone({ result, died }) {
      if (died) throw died;
      found = result;
    },
  });
  return found;
}

function indicesOf(trials: readonly Trial[]): number[] {
  const all = new Set(trials.flatMap(({ train, test }) => [...train, ...test]));
  return [...all].sort((a, b) => a - b);
}

/** The parts of all models, those that a grid makes included, each extraction once. */
function distinctParts(
  contestants: readonly Contestant[],
  { size, registry }: { size: ImageSize; registry: ModelRegistry },
): PartConfig[] {
  const byCacheKey = new Map<string, PartConfig>();
  for (const { configs, grid = {} } of contestants)
    for (const config of configs)
      for (const part of candidatesOf(config, grid, registry).flatMap((each) => each.config.features))
        byCacheKey.set(cacheKeyOf(part, { size, registry }), part);
  return [...byCacheKey.values()];
}

function withoutBad(trials: readonly Trial[], { contents }: Images): Trial[] {
  const usable = (indices: readonly number[]) => indices.filter((index) => contents[index] !== '');
  return trials.map((trial) => ({ ...trial, train: usable(trial.train), test: usable(trial.test) }));
}

function requireEveryClass({ classNames, labels, name }: Dataset, { train, test }: Trial): void {
  const trained = new Set(train.map((index) => labels[index]));
  const missing = classNames.find((_, label) => !trained.has(label));
  if (missing === undefined && test.length > 0) return;
  throw new FoveaError(
    'BAD_DATA',
    `Expected usable images of ${name} ${missing === undefined ? 'to test on' : `to train on in class '${missing}'`} but none is left. Check the split and the skipped images.`,
  );
}

/** For each number of training images, fewest first, as many trials as there are rounds. */
function curveTrials(
  dataset: Dataset,
  { trials, numbers }: { trials: readonly Trial[]; numbers: readonly number[] },
): CurveTrials[] {
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .map((trainPerClass) => ({
      trainPerClass,
      trials: trials.map((trial) => shortened(trial, dataset, trainPerClass)),
    }));
}
