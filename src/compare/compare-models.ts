import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import { VERSION } from '../core/version.js';
import type { Dataset, Split } from '../data/dataset.js';
import type { OptionValues } from '../features/extractor.js';
import type { ImageModel } from '../models/image-model.js';
import type { ModelRegistry } from '../models/model-registry.js';
import { defaultImageSize } from '../models/parse-model.js';
import { parseModels } from '../models/parse-models.js';
import type { ImageSize } from '../models/representation.js';
import type { Comparison, ModelResult, Repeats } from './comparison.js';
import { encodeShared, type Fold } from './encode-shared.js';
import { evaluateModel } from './evaluate-model.js';
import { type ExtractionPass, extractShared } from './extract-shared.js';
import { type SplitRule, splitDataset } from './split-dataset.js';
import type { Clock } from './stopwatch.js';

/** What a comparison is busy with. */
export interface CompareProgress {
  /** `fit`: a representation learns (a vocabulary); `train`: a classifier does. */
  readonly phase: 'extract' | 'fit' | 'train';
  /** Of the representation or model at work. */
  readonly name?: string;
  readonly done: number;
  readonly total: number;
}

/** What is compared, and how. */
export interface CompareOptions {
  /** Names such as `hog+svm`; see `parseModel`. */
  readonly models: readonly string[];
  /** Default: the data set's own split, else 70% of each class to train on. */
  readonly split?: SplitRule;
  /** Of the split and of everything random in the models. Default 0. */
  readonly seed?: number;
  /** Options of all parts of all models in one bag; each part takes those it knows. */
  readonly options?: OptionValues;
  /** Whose program features agree with; see `parseModel`. */
  readonly profile?: string | undefined;
  /** What images become for features that need a common size. Default: that of the data set, else 128 × 128. */
  readonly size?: ImageSize | undefined;
  /** Seeds to try: `seed`, `seed + 1`, … Default 1. */
  readonly repeats?: number;
  /** Milliseconds, such as `() => performance.now()`. Without it nothing is timed. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompareProgress) => void;
  /** Gets each model once it is fitted, ready to be saved. */
  readonly onTrained?: (model: ImageModel) => void;
  readonly registry?: ModelRegistry;
}

/** One seed: its split and its models, unfitted. */
interface Round {
  readonly seed: number;
  readonly split: Split & { readonly rule: string };
  readonly models: readonly ImageModel[];
}

/**
 * Trains and judges several models on the same split of one data set:
 * 1. the split is drawn, stratified, from the seed;
 * 2. every image is decoded once, and goes once through each distinct extraction;
 * 3. images that cannot be used are reported and left out, for all models alike;
 * 4. each distinct vocabulary is learnt once, from training images only;
 * 5. each model's classifier is trained, timed and judged on the test images.
 *
 * Extracts of all images are held until they are encoded; decoded images never are.
 * @throws BAD_OPTION for an option that no model knows; NOT_FOUND for an unknown part of a model;
 * BAD_DATA when a class has no usable image to train on, or nothing is left to test on.
 */
export async function compareModels(dataset: Dataset, options: CompareOptions): Promise<Comparison> {
  const { split: rule = {}, seed = 0, repeats = 1, clock, signal, onProgress } = options;
  const size = options.size ?? dataset.imageSize ?? defaultImageSize;
  checkOptions(options);
  const rounds = Array.from({ length: repeats }, (_, i): Round => {
    const models = parseModels(options.models, { ...options, size, seed: seed + i });
    return { seed: seed + i, split: splitDataset(dataset, { rule, seed: seed + i }), models };
  });
  const pass = await extractShared(
    dataset,
    rounds.flatMap(({ models }) => models.flatMap(({ representations }) => representations)),
    {
      indices: indicesOf(rounds),
      clock,
      signal,
      onProgress: (done, total) => onProgress?.({ phase: 'extract', done, total }),
    },
  );
  const tables: ModelResult[][] = [];
  for (const round of rounds) tables.push(await judge(dataset, round, { ...options, pass }));
  const first = foldOf(rounds[0]!.split, pass);
  return {
    fovea: VERSION,
    dataset: {
      name: dataset.name,
      images: dataset.labels.length,
      classNames: dataset.classNames,
      fingerprint: datasetFingerprint(dataset),
    },
    protocol: {
      kind: 'hold-out',
      rule: rounds[0]!.split.rule,
      rounds: rounds.map(({ seed, split }) => {
        const { train, test } = foldOf(split, pass);
        const truth = test.map((index) => dataset.labels[index]!);
        return { seed, train: train.length, test: test.length, testImages: test, truth };
      }),
    },
    leaks: { mode: 'ignore', pairs: [], dropped: 0 },
    pairs: [],
    split: { rule: rounds[0]!.split.rule, train: first.train.length, test: first.test.length },
    seed,
    size: { width: size.width, height: size.height },
    options: options.options ?? {},
    results: tables[0]!.map((result, m) => ({
      ...result,
      rounds: tables.map((table) => table[m]!.rounds[0]!),
      ...(repeats > 1 && {
        repeats: repeatsOf(
          rounds,
          tables.map((table) => table[m]!.accuracy),
        ),
      }),
    })),
    skipped: pass.skipped,
    ...(clock && { seconds: { load: pass.loadSeconds } }),
  };
}

function checkOptions({ models, repeats = 1 }: CompareOptions): void {
  if (models.length === 0)
    throw new FoveaError(
      'BAD_OPTION',
      'Expected at least one model to compare, such as hog+svm, but received none.',
    );
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an integer of at least 1 for repeats but received ${repeats}.`,
    );
}

function indicesOf(rounds: readonly Round[]): number[] {
  const all = new Set(rounds.flatMap(({ split }) => [...split.train, ...split.test]));
  return [...all].sort((a, b) => a - b);
}

function foldOf({ train, test }: Split, { skipped }: ExtractionPass): Fold {
  const bad = new Set(skipped.map(({ index }) => index));
  const usable = (indices: Int32Array) => [...indices].filter((index) => !bad.has(index));
  return { train: usable(train), test: usable(test) };
}

async function judge(
  dataset: Dataset,
  { split, models }: Round,
  { pass, clock, signal, onProgress, onTrained }: CompareOptions & { pass: ExtractionPass },
): Promise<ModelResult[]> {
  const fold = foldOf(split, pass);
  requireEveryClass(dataset, fold);
  const vectors = await encodeShared(
    models.flatMap(({ representations }) => representations),
    pass.byCacheKey,
    {
      fold,
      clock,
      onProgress: (name) => onProgress?.({ phase: 'fit', name, done: 0, total: models.length }),
    },
  );
  const results: ModelResult[] = [];
  for (const model of models) {
    signal?.throwIfAborted();
    onProgress?.({ phase: 'train', name: model.name, done: results.length, total: models.length });
    const extractSeconds = model.representations
      .map(({ cacheKey }) => pass.byCacheKey.get(cacheKey)!.seconds)
      .reduce((total, seconds) => total + seconds, 0);
    results.push(await evaluateModel(model, { dataset, fold, vectors, extractSeconds, clock }));
    onTrained?.(model);
  }
  return results;
}

function requireEveryClass({ classNames, labels, name }: Dataset, { train, test }: Fold): void {
  const trained = new Set(train.map((index) => labels[index]));
  const missing = classNames.find((_, label) => !trained.has(label));
  if (missing === undefined && test.length > 0) return;
  throw new FoveaError(
    'BAD_DATA',
    `Expected usable images of ${name} ${missing === undefined ? 'to test on' : `to train on in class '${missing}'`} but none is left. Check the split and the skipped images.`,
  );
}

function repeatsOf(rounds: readonly Round[], accuracies: readonly number[]): Repeats {
  const mean = accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length;
  const squares = accuracies.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (accuracies.length - 1));
  return { seeds: rounds.map(({ seed }) => seed), accuracies, mean, deviation };
}

function datasetFingerprint(dataset: Dataset): string {
  const names = Array.from(dataset.labels, (_, i) => dataset.pathOf(i).replace(/^.*[\\/]/, ''));
  return fingerprint([...dataset.classNames, dataset.labels, ...names]);
}
