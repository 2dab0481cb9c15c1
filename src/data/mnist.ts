import { basename, join, resolve } from 'node:path';
import { FoveaError } from '../core/errors.js';
import { type NdArray, row } from '../core/ndarray.js';
import { readIdx } from '../formats/idx.js';
import type { Dataset } from './dataset.js';
import { type FolderEntries, folderEntries } from './folder-entries.js';
import { readUnzipped } from './read-unzipped.js';

/** The four files of MNIST; a dot may stand for the dash before `idx`, and `.gz` may follow. */
const mnistFiles = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;

/** Whether a folder looks like MNIST: it holds one of its files. */
export const looksLikeMnist = ({ files }: FolderEntries): boolean =>
  mnistFiles.some((name) => fileNamed(name, files) !== undefined);

/**
 * Opens MNIST, or a set in its format (Fashion-MNIST, EMNIST): images of one channel, black ground, as the files
 * hold them. Classes are the digits of the labels. The split is the authors': training file, test file, in this
 * order. All files are read at once (55 MB); images are views of them.
 * @throws NOT_FOUND for a file that is missing; BAD_FILE for one that is damaged, or when images and labels differ
 * in number.
 */
export async function openMnist(folder: string): Promise<Dataset> {
  const { files } = await folderEntries(folder);
  const paths = mnistFiles.map((name) => join(folder, required(name, { files, folder })));
  const train = await openPart(paths[0]!, paths[1]!);
  const test = await openPart(paths[2]!, paths[3]!);
  if (train.height !== test.height || train.width !== test.width)
    throw new FoveaError(
      'BAD_FILE',
      `Expected ${train.height}×${train.width} pixels in ${paths[2]}, as in the training images, but received ${test.height}×${test.width}. Put sets of different sizes into different folders.`,
      { file: paths[2] },
    );
  const labels = new Int32Array(train.count + test.count);
  labels.set(train.labels);
  labels.set(test.labels, train.count);
  const classes = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const { width, height } = train;
  const place = (i: number) =>
    i < train.count ? { part: train, at: i } : { part: test, at: i - train.count };
  return {
    name: basename(resolve(folder)),
    classNames: Array.from({ length: classes }, (_, label) => String(label)),
    labels,
    imageSize: { width, height },
    channels: 1,
    split: {
      train: Int32Array.from({ length: train.count }, (_, i) => i),
      test: Int32Array.from({ length: test.count }, (_, i) => train.count + i),
    },
    pathOf: (i) => `${place(i).part.path}#${place(i).at}`,
    load: async (i) => ({ data: row(place(i).part.images, place(i).at), width, height, channels: 1 }),
  };
}

interface Part {
  readonly path: string;
  readonly images: NdArray<Uint8Array>;
  readonly labels: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

async function openPart(path: string, labelPath: string): Promise<Part> {
  const images = readIdx(await readUnzipped(path), path);
  const labels = readIdx(await readUnzipped(labelPath), labelPath);
  const [count, height, width] = images.shape;
  if (images.shape.length !== 3 || !count || !height || !width)
    throw new FoveaError(
      'BAD_FILE',
      `Expected images as [count, height, width] in ${path} but received [${images.shape.join(', ')}]. Download it again.`,
      { file: path },
    );
  if (labels.shape.length !== 1 || labels.shape[0] !== count)
    throw new FoveaError(
      'BAD_FILE',
      `Expected ${count} labels in ${labelPath}, one for each image of ${path}, but received [${labels.shape.join(', ')}]. Download both again.`,
      { file: labelPath },
    );
  return { path, images, labels: labels.data, count, height, width };
}

function fileNamed(name: string, files: readonly string[]): string | undefined {
  const dotted = name.replace('-idx', '.idx');
  return [name, dotted, `${name}.gz`, `${dotted}.gz`].find((candidate) => files.includes(candidate));
}

function required(name: string, { files, folder }: { files: readonly string[]; folder: string }): string {
  const file = fileNamed(name, files);
  if (file) return file;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected ${name} or ${name}.gz in ${folder} but it holds ${files.join(', ') || 'no files'}. Download all four files of MNIST.`,
    { file: join(folder, name) },
  );
}
