import { FoveaError } from '../core/errors.js';
import { openCifar } from './cifar.js';
import { cifarFilesIn } from './cifar-files.js';
import type { Dataset } from './dataset.js';
import { type FolderEntries, folderEntries } from './folder-entries.js';
import { openImageFolder } from './image-folder.js';
import { looksLikeMnist, openMnist } from './mnist.js';

/**
 * Opens a data set of any kind that Fovea knows, by what the folder holds: MNIST's idx files, CIFAR's record files,
 * or else class folders of images.
 * @throws NOT_FOUND when there is no such folder; BAD_DATA when it is none of these; and what each kind throws.
 */
export async function openDataset(folder: string): Promise<Dataset> {
  const entries = await folderEntries(folder);
  const open = openerOf(entries);
  if (open) return { ...(await open(folder)), source: folder };
  throw new FoveaError(
    'BAD_DATA',
    `Expected a data set in ${folder} but found none. Looked for class folders of images (root/cat/*.jpg, root/dog/*.jpg), MNIST (train-images-idx3-ubyte.gz …) and CIFAR (data_batch_1.bin … or train.bin, test.bin).`,
    { file: folder },
  );
}

function openerOf(entries: FolderEntries): ((folder: string) => Promise<Dataset>) | undefined {
  if (looksLikeMnist(entries)) return openMnist;
  if (cifarFilesIn(entries)) return openCifar;
  return entries.folders.length > 0 ? openImageFolder : undefined;
}
