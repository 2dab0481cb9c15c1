import type { Options } from 'yargs';
import { FoveaError } from '../src/core/errors.js';
import type { Dataset } from '../src/data/dataset.js';
import { type DatasetKind, datasetKinds, openDataset } from '../src/data/open-dataset.js';

const kinds = `${datasetKinds.slice(0, -1).join(', ')} or ${datasetKinds.at(-1)}`;

/** What a data set may be called in a command line, for `--help`. */
export const datasetHelp = `a folder: class folders of images, MNIST or CIFAR files; with --data its kind: ${kinds}`;

/** The folder of the data set, where it is not the name itself. */
export const dataFlag = {
  data: { type: 'string', describe: `folder of the data set; <dataset> is then its kind: ${kinds}` },
} as const satisfies Record<string, Options>;

/**
 * The data set of a command: `fovea train photos`, or `fovea train mnist --data ../data/mnist`, which is refused when
 * the folder holds another kind.
 * @param dataset a folder; with `data` a kind.
 * @throws BAD_OPTION, NOT_FOUND saying how to name the folder, and what `openDataset` throws.
 */
export async function openNamedDataset(dataset: string, data: string | undefined): Promise<Dataset> {
  const isKind = (datasetKinds as readonly string[]).includes(dataset);
  if (data === undefined) return openDataset(dataset).catch((error) => explain(error, dataset, isKind));
  if (isKind) return openDataset(data, { kind: dataset as DatasetKind });
  throw new FoveaError(
    'BAD_OPTION',
    `Expected ${kinds} beside --data but received '${dataset}'. Without --data a folder is expected there.`,
  );
}

function explain(error: unknown, dataset: string, isKind: boolean): never {
  if (!(error instanceof FoveaError) || error.code !== 'NOT_FOUND' || error.file !== dataset) throw error;
  const mend = isKind ? `Say where it lies: ${dataset} --data <folder>` : 'Check the path';
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a data set but there is no folder '${dataset}' here. ${mend}; fovea data sample pictures draws a small one.`,
    { file: dataset, cause: error },
  );
}
