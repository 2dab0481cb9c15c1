import {
  type Comparison,
  compareModels,
  comparisonJson,
  comparisonTable,
  type Entry,
  type LeakMode,
} from '../../src/compare/index.js';
import { FoveaError } from '../../src/core/errors.js';
import type { Dataset } from '../../src/data/dataset.js';
import { writeAtomic } from '../../src/files/atomic.js';
import { modelOptions } from '../../src/models/index.js';
import { cacheFlag, cacheOf } from '../cache-flag.js';
import type { Arguments, Command, Context } from '../command.js';
import { type CompareConfig, isConfig, leakModes, readCompareConfig } from '../compare-config.js';
import { announce, comparisonProgress } from '../comparison-progress.js';
import { dataFlag, datasetHelp, openNamedDataset } from '../dataset.js';
import { profileFlag } from '../feature-flags.js';
import {
  datasetFlags,
  datasetOptionsOf,
  modelFlags,
  modelHelp,
  modelNames,
  modelOptionsOf,
} from '../model-flags.js';
import { peek } from '../option-flags.js';
import { print, say, wantsColour, warn } from '../output.js';
import { reportThumbnail } from '../report-thumbnail.js';
import { learningCurveOf, tuneFlags, tuneOf } from '../tune-flags.js';
import { workerFlag, workersOf } from '../worker-flag.js';

/** `fovea compare`: several models, the same rounds, one leaderboard. */
export const command: Command = {
  usage: '<dataset>',
  positionals: {
    dataset: {
      describe: `${datasetHelp}; or a configuration (.json) that names one`,
    },
  },
  options: (argv) => ({
    models: { type: 'string', describe: `comma-separated; each ${modelHelp()}` },
    ...dataFlag,
    ...profileFlag,
    ...datasetFlags,
    seed: { type: 'number', describe: 'of the split and of all that is random in the models [default: 0]' },
    folds: { type: 'number', describe: 'stratified k-fold cross-validation instead of one split' },
    repeats: { type: 'number', describe: 'splits to try, with seed, seed + 1, … [default: 1]' },
    ...tuneFlags,
    'learning-curve': {
      type: 'string',
      describe: 'numbers of training images of each class to train with besides: 5,10,20',
    },
    leaks: {
      type: 'string',
      choices: leakModes,
      describe:
        'what to do about training images that are nearly the same as a test image; drop: train without them [default: warn]',
    },
    report: { type: 'string', describe: 'HTML report to write: charts, confusion matrices, mistakes' },
    timings: { type: 'boolean', describe: 'times in --json too: its bytes then differ from run to run' },
    ...cacheFlag,
    workers: {
      ...workerFlag.workers,
      describe: 'threads that extract, train and test; 0: none beside the main one [default: one a core]',
    },
    ...modelFlags(modelsIn(argv)),
  }),
  examples: [
    ['fovea compare photos --models colour+svm,hog+svm,bovw+svm --report report.html', ''],
    ['fovea compare textures --models lbp+svm,lbp+knn --folds 10 --tune --seed 1 --json', ''],
    [
      'fovea compare comparison.json',
      '{ "dataset": "photos", "seed": 1, "protocol": { "folds": 10 }, "report": "report.html", "models": ["hog+svm", { "name": "bovw+svm", "label": "words", "options": { "words": 500 }, "grid": { "C": [1, 10] } }] }',
    ],
  ],
  async run(args, context) {
    const given = args.dataset as string;
    const config: CompareConfig = isConfig(given) ? readCompareConfig(given) : { flags: {} };
    const flags = withConfig(args, config);
    const dataset = await openNamedDataset(
      required(isConfig(given) ? config.dataset : given, { what: 'dataset', file: given }),
      flags.data as string | undefined,
    );
    const comparison = await compared(dataset, { flags, config, context });
    if (context.json) print(comparisonJson(comparison, { timings: flags.timings === true }));
    else print(comparisonTable(comparison, { colour: wantsColour(process.stdout) }));
    if (flags.report !== undefined) await report(flags.report as string, { comparison, dataset, context });
  },
};

/** Flags win over the configuration. */
const withConfig = (args: Arguments, { flags }: CompareConfig): Arguments => ({
  ...flags,
  ...Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)),
});

function required<T>(value: T | undefined, { what, file }: { what: string; file: string }): T {
  if (value !== undefined) return value;
  throw new FoveaError(
    'BAD_OPTION',
    isConfig(file)
      ? `Expected ${what} in ${file}, or as a flag, but there is none.`
      : `Expected --${what}. See fovea compare --help.`,
    isConfig(file) ? { file } : {},
  );
}

async function compared(
  dataset: Dataset,
  { flags, config, context }: { flags: Arguments; config: CompareConfig; context: Context },
): Promise<Comparison> {
  const models = required(modelsOf(flags, config), { what: 'models', file: flags.dataset as string });
  const names = models.map(({ model }) => model);
  const progress = comparisonProgress(context);
  const comparison = await compareModels(dataset, {
    ...datasetOptionsOf({ seed: 0, ...flags }),
    models,
    folds: flags.folds as number | undefined,
    repeats: (flags.repeats as number | undefined) ?? 1,
    tune: tuneOf(flags, config.tune),
    learningCurve: learningCurveOf(flags.learningCurve) ?? config.learningCurve,
    leaks: flags.leaks as LeakMode | undefined,
    profile: flags.profile as string | undefined,
    options: {
      ...(flags.models === undefined ? config.options : knownTo(names, config.options)),
      ...modelOptionsOf(names, flags),
    },
    cache: cacheOf(flags),
    workers: workersOf(flags),
    clock: () => performance.now(),
    signal: context.signal,
    onProgress: progress.update,
    onStage: (stage) => announce(stage, { progress, quiet: context.quiet }),
  }).finally(progress.stop);
  for (const { message } of comparison.skipped) warn(`skipped: ${message}`);
  for (const { model, message } of comparison.failed) warn(`left out: ${model}: ${message}`);
  return comparison;
}

/** Flags may name other models than the configuration, which its options then do not concern. */
function knownTo(names: readonly string[], options: CompareConfig['options'] = {}) {
  const known = new Set(names.flatMap((name) => Object.keys(modelOptions(name))));
  return Object.fromEntries(Object.entries(options).filter(([name]) => known.has(name)));
}

function modelsOf({ models }: Arguments, config: CompareConfig): readonly Entry[] | undefined {
  return models === undefined ? config.models : modelNames(models as string).map((model) => ({ model }));
}

/** The models whose options are flags, as far as they can be told before anything is parsed. */
function modelsIn(argv: readonly string[]): string[] {
  const named = peek(argv, 'models');
  const file = argv.find((word) => !word.startsWith('-') && isConfig(word));
  if (named !== undefined || file === undefined) return modelNames(named);
  try {
    return (readCompareConfig(file).models ?? []).map(({ model }) => model);
  } catch {
    // Read again, and complained about, when the command runs.
    return [];
  }
}

async function report(
  file: string,
  { comparison, dataset, context }: { comparison: Comparison; dataset: Dataset; context: Context },
): Promise<void> {
  const { comparisonReport } = await import('../../src/compare/report/index.js');
  const thumbnail = reportThumbnail(dataset);
  await writeAtomic(file, await comparisonReport(comparison, { thumbnail, command: typedCommand() }));
  say(`report → ${file}`, context);
}

/** What the user typed, so that a report says how to make it again. */
const typedCommand = (): string =>
  [
    'fovea',
    ...process.argv.slice(2).map((word) => (/^[\w./+,:=-]+$/.test(word) ? word : JSON.stringify(word))),
  ].join(' ');
