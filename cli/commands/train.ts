import { join } from 'node:path';
import { compareModels } from '../../src/compare/index.js';
import { writeAtomic } from '../../src/files/atomic.js';
import { type ImageModel, isNetwork, saveModel } from '../../src/models/index.js';
import type { Command } from '../command.js';
import { comparisonProgress } from '../comparison-progress.js';
import { dataFlag, datasetHelp, openNamedDataset } from '../dataset.js';
import { profileFlag } from '../feature-flags.js';
import { MODEL_FILE } from '../model-file.js';
import { datasetFlags, datasetOptionsOf, modelFlags, modelHelp, modelOptionsOf } from '../model-flags.js';
import { peek } from '../option-flags.js';
import { print, say, warn } from '../output.js';
import { networkFlags, trainNetworkCommand } from '../train-network.js';

/** `fovea train`: one model, trained on one part of a data set, measured on the rest, and saved. */
export const command: Command = {
  usage: '<dataset>',
  positionals: { dataset: { describe: datasetHelp } },
  options: (argv) => ({
    model: { type: 'string', demandOption: true, describe: modelHelp() },
    out: { type: 'string', demandOption: true, describe: `folder to save the model in, as ${MODEL_FILE}` },
    ...dataFlag,
    ...profileFlag,
    ...datasetFlags,
    ...modelFlags([peek(argv, 'model') ?? []].flat()),
    ...(isNetwork(peek(argv, 'model') ?? '') ? networkFlags : {}),
  }),
  examples: [
    ['fovea train photos --model hog+svm --out model', ''],
    ['fovea train mnist --data ../shared/data/mnist --model lenet --epochs 10 --out lenet', ''],
    ['fovea train textures --model lbp+knn --train-per-class 40 --k 3 --out model', ''],
  ],
  async run(args, { signal, quiet, json }) {
    const name = args.model as string;
    const dataset = await openNamedDataset(args.dataset as string, args.data as string | undefined);
    if (isNetwork(name)) return trainNetworkCommand(dataset, args, { signal, quiet, json });
    const progress = comparisonProgress({ quiet });
    let trained: ImageModel | undefined;
    const comparison = await compareModels(dataset, {
      ...datasetOptionsOf(args),
      models: [name],
      profile: args.profile as string | undefined,
      options: modelOptionsOf([name], args),
      leaks: 'ignore',
      clock: () => performance.now(),
      signal,
      onProgress: progress.update,
      onTrained: (model) => (trained = model),
    }).finally(progress.stop);
    for (const { message } of comparison.skipped) warn(`skipped: ${message}`);
    const { results, split, dataset: about } = comparison;
    const file = join(args.out as string, MODEL_FILE);
    await writeAtomic(file, saveModel(trained!, { dataset: { ...about }, split: { ...split } }));
    const { errors: _, ...result } = results[0]!;
    if (json) print(JSON.stringify({ out: file, ...result, dataset: about, split }));
    say(
      `${name}: ${(result.accuracy * 100).toFixed(1)}% of ${split.test} test images, trained on ${split.train} → ${file}`,
      { quiet: quiet || json },
    );
  },
};
