import { compareModels, comparisonTable } from '../../src/compare/index.js';
import { openDataset } from '../../src/data/open-dataset.js';
import { writeAtomic } from '../../src/files/atomic.js';
import type { Command } from '../command.js';
import { comparisonProgress } from '../comparison-progress.js';
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

/** `fovea compare`: several models, one split, one leaderboard. */
export const command: Command = {
  usage: '<dataset>',
  positionals: { dataset: { describe: 'a folder: class folders of images, MNIST or CIFAR files' } },
  options: (argv) => ({
    models: { type: 'string', demandOption: true, describe: `comma-separated; each ${modelHelp()}` },
    ...profileFlag,
    ...datasetFlags,
    repeats: { type: 'number', default: 1, describe: 'splits to try, with seed, seed + 1, …' },
    report: { type: 'string', describe: 'HTML report to write: charts, confusion matrices, mistakes' },
    ...modelFlags(modelNames(peek(argv, 'models'))),
  }),
  examples: [
    ['fovea compare photos --models colour+svm,hog+svm,bovw+svm --report report.html', ''],
    ['fovea compare textures --models lbp+svm --train-per-class 40 --seed 1 --json', ''],
  ],
  async run(args, { signal, quiet, json }) {
    const models = modelNames(args.models as string);
    const dataset = await openDataset(args.dataset as string);
    const progress = comparisonProgress({ quiet });
    const comparison = await compareModels(dataset, {
      ...datasetOptionsOf(args),
      models,
      repeats: args.repeats as number,
      profile: args.profile as string | undefined,
      options: modelOptionsOf(models, args),
      clock: () => performance.now(),
      signal,
      onProgress: progress.update,
    }).finally(progress.stop);
    for (const { message } of comparison.skipped) warn(`skipped: ${message}`);
    if (json) print(JSON.stringify(comparison));
    else print(comparisonTable(comparison, { colour: wantsColour(process.stdout) }));
    if (args.report !== undefined) {
      const { comparisonReport } = await import('../../src/compare/report/index.js');
      const file = args.report as string;
      await writeAtomic(
        file,
        await comparisonReport(comparison, {
          thumbnail: reportThumbnail(dataset),
          command: typedCommand(),
        }),
      );
      say(`report → ${file}`, { quiet });
    }
  },
};

/** What the user typed, so that a report says how to make it again. */
const typedCommand = (): string =>
  [
    'fovea',
    ...process.argv.slice(2).map((word) => (/^[\w./+,:=-]+$/.test(word) ? word : JSON.stringify(word))),
  ].join(' ');
