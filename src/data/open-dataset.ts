import { FoveaError } from '../core/errors.js';
import { openCifar } from './cifar.js';
import { cifarFilesIn } from './cifar-files.js';
import type { Dataset } from './dataset.js';
import { type FolderEntries, folderEntries } from './folder-entries.js';
import { openImageFolder } from './image-folder.js';
import { looksLikeMnist, openMnist } from './mnist.js';

/** What a folder may hold: files in the format of MNIST, of one of the CIFARs, or class folders of images. */
export type DatasetKind = 'mnist' | 'cifar10' | 'cifar100' | 'images';

interface Opener {
  /** Whether a folder holds this kind; the first that does is opened. */
  holds(entries: FolderEntries): boolean;
  open(folder: string): Promise<Dataset>;
  /** What it consists of, in words. */
  readonly files: string;
}

const openers: Readonly<Record<DatasetKind, Opener>> = {
  mnist: { holds: looksLikeMnist, open: openMnist, files: 'MNIST (train-images-idx3-ubyte.gz …)' },
  cifar10: {
    holds: (entries) => cifarFilesIn(entries)?.variant === 'cifar10',
    open: openCifar,
    files: 'CIFAR-10 (data_batch_1.bin …)',
  },
  cifar100: {
    holds: (entries) => cifarFilesIn(entries)?.variant === 'cifar100',
    open: openCifar,
    files: 'CIFAR-100 (train.bin, test.bin)',
  },
  images: {
    holds: ({ folders }) => folders.length > 0,
    open: openImageFolder,
    files: 'class folders of images (root/cat/*.jpg, root/dog/*.jpg)',
  },
};

/** Every kind of data set, in the order in which a folder is asked. */
export const datasetKinds = Object.keys(openers) as readonly DatasetKind[];

/**
 * Opens a data set of any kind that Fovea knows, by what the folder holds: MNIST's idx files, CIFAR's record files,
 * or else class folders of images.
 * @param options.kind the only kind that is wanted. Default: any.
 * @throws NOT_FOUND when there is no such folder; BAD_DATA when it is none of these; MISMATCH when it is another kind
 * than the one wanted; and what each kind throws.
 */
export async function openDataset(
  folder: string,
  { kind: wanted }: { readonly kind?: DatasetKind | undefined } = {},
): Promise<Dataset> {
  const entries = await folderEntries(folder);
  const found = datasetKinds.find((kind) => openers[kind].holds(entries));
  if (found === undefined)
    throw new FoveaError(
      'BAD_DATA',
      `Expected a data set in ${folder} but found none. Looked for class folders of images (root/cat/*.jpg, root/dog/*.jpg), MNIST (train-images-idx3-ubyte.gz …) and CIFAR (data_batch_1.bin … or train.bin, test.bin).`,
      { file: folder },
    );
  if (wanted !== undefined && wanted !== found)
    throw new FoveaError(
      'MISMATCH',
      `Expected ${openers[wanted].files} in ${folder} but found ${openers[found].files}. Name another folder, or the kind '${found}'.`,
      { file: folder },
    );
  return { ...(await openers[found].open(folder)), source: folder };
}
