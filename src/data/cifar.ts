import { basename, join, resolve } from 'node:path';
import { FoveaError } from '../core/errors.js';
import { cifarLabelsOf, cifarRecordBytes, readCifarRecord } from '../formats/cifar-record.js';
import { cifarClassNames } from './cifar-class-names.js';
import { type CifarFiles, cifarFilesIn } from './cifar-files.js';
import type { Dataset } from './dataset.js';
import { folderEntries } from './folder-entries.js';
import { type KeptRecords, keptRecords } from './pipeline/kept-records.js';

/** Which of CIFAR-100's two labels counts: 100 fine classes or 20 coarse ones. CIFAR-10 has fine ones only. */
export type CifarLabels = 'fine' | 'coarse';

/**
 * Opens the binary version of CIFAR-10 (`data_batch_1.bin` …, `test_batch.bin`) or of CIFAR-100 (`train.bin`,
 * `test.bin`, or excerpts such as `train-10k.bin`), each plain or `.gz`: RGB images of 32×32 pixels.
 * Class names come from `batches.meta.txt`, `fine_label_names.txt` and `coarse_label_names.txt` where they are, else
 * they are the numbers. The split is the authors'; there is none when one side is missing.
 * All records are read at once, and held once (184 MB of a whole set); images are decoded on demand.
 * @throws NOT_FOUND for a folder without such files; BAD_FILE for damaged ones; BAD_OPTION for coarse labels of
 * CIFAR-10.
 */
export async function openCifar(
  folder: string,
  { labels: level = 'fine' }: { labels?: CifarLabels } = {},
): Promise<Dataset> {
  const entries = await folderEntries(folder);
  const found = cifarFilesIn(entries);
  if (!found) throw missing(folder);
  const { variant } = found;
  if (level === 'coarse' && variant === 'cifar10')
    throw new FoveaError(
      'BAD_OPTION',
      "Expected 'fine' for labels of CIFAR-10, which has no coarse ones, but received 'coarse'.",
    );
  const classNames = await cifarClassNames(folder, { variant, level });
  const batches = await readBatches(folder, found);
  const total = batches.reduce((sum, { records }) => sum + records.count, 0);
  const place = (i: number) => batches.find(({ first, records }) => i < first + records.count)!;
  const recordOf = (i: number) => place(i).records.at(i - place(i).first);
  const labels = Int32Array.from({ length: total }, (_, i) => {
    const { first, path } = place(i);
    const values = cifarLabelsOf(recordOf(i), variant, 0);
    const label = values[level === 'coarse' ? 0 : values.length - 1]!;
    if (label >= classNames.length) throw outOfRange(label, `${path}#${i - first}`, classNames.length);
    return label;
  });
  const split = splitOf(batches);
  return {
    name: basename(resolve(folder)),
    classNames,
    labels,
    imageSize: { width: 32, height: 32 },
    channels: 3,
    ...(split && { split }),
    pathOf: (i) => `${place(i).path}#${i - place(i).first}`,
    load: async (i) => readCifarRecord(recordOf(i), variant, 0).image,
  };
}

interface Batch {
  readonly path: string;
  readonly records: KeptRecords;
  readonly side: 'train' | 'test';
  /** Where its images begin in the data set. */
  readonly first: number;
}

async function readBatches(folder: string, { variant, train, test }: CifarFiles): Promise<Batch[]> {
  const batches: Batch[] = [];
  let first = 0;
  for (const [i, name] of [...train, ...test].entries()) {
    const path = join(folder, name);
    const records = await keptRecords(path, { length: cifarRecordBytes(variant) });
    if (records.count === 0) throw isEmpty(path);
    batches.push({ path, records, side: i < train.length ? 'train' : 'test', first });
    first += records.count;
  }
  return batches;
}

function splitOf(batches: readonly Batch[]): Dataset['split'] {
  const sideOf = (side: Batch['side']) =>
    Int32Array.from(
      batches
        .filter((batch) => batch.side === side)
        .flatMap(({ first, records }) => Array.from({ length: records.count }, (_, i) => first + i)),
    );
  const split = { train: sideOf('train'), test: sideOf('test') };
  return split.train.length > 0 && split.test.length > 0 ? split : undefined;
}

function missing(folder: string): FoveaError {
  return new FoveaError(
    'NOT_FOUND',
    `Expected data_batch_*.bin and test_batch.bin (CIFAR-10) or train.bin and test.bin (CIFAR-100) in ${folder}, each plain or .gz, but found none. Download the binary version.`,
    { file: folder },
  );
}

function isEmpty(path: string): FoveaError {
  return new FoveaError(
    'BAD_FILE',
    `Expected records of CIFAR in ${path} but it is empty. Download it again.`,
    {
      file: path,
    },
  );
}

function outOfRange(label: number, record: string, classes: number): FoveaError {
  return new FoveaError(
    'BAD_FILE',
    `Expected a label below ${classes} in ${record} but received ${label}. The file is damaged, or of the other CIFAR.`,
    { file: record.replace(/#\d+$/, '') },
  );
}
