import { basename, join, resolve } from 'node:path';
import { FoveaError } from '../core/errors.js';
import { readBytes } from '../files/read-file.js';
import { loadImage } from '../image/load.js';
import { listImages } from '../image/sources.js';
import type { Dataset, Split } from './dataset.js';
import { folderEntries } from './folder-entries.js';

/**
 * Opens a folder of class folders: `root/cat/*.jpg`, `root/dog/*.jpg`; images may lie in folders within a class.
 * With `root/train/<class>` and `root/test/<class>` the data set has that split, and other folders beside those two
 * are left alone. Class names are the folders' names, sorted by code point; so are the images of each class.
 * Nothing is decoded before `load`.
 * @throws NOT_FOUND when there is no such folder; BAD_DATA when it holds fewer than two class folders, a class
 * without images, or a test class that has no training images, naming it.
 */
export async function openImageFolder(root: string): Promise<Dataset> {
  const { folders } = await folderEntries(root);
  const sides = ['train', 'test'].every((side) => folders.includes(side)) && (await holdsClassFolders(root));
  return sides ? openSplitFolder(root) : openPlainFolder(root, folders);
}

/** `train` and `test` are sides of a split when they hold folders, and classes like any other when not. */
async function holdsClassFolders(root: string): Promise<boolean> {
  const { folders } = await folderEntries(join(root, 'train'));
  return folders.length > 0;
}

async function openPlainFolder(root: string, classNames: readonly string[]): Promise<Dataset> {
  requireClasses(root, classNames);
  return datasetOf({ root, classNames, images: await imagesOf(root, classNames, classNames) });
}

async function openSplitFolder(root: string): Promise<Dataset> {
  const trainRoot = join(root, 'train');
  const testRoot = join(root, 'test');
  const { folders: classNames } = await folderEntries(trainRoot);
  const { folders: testClasses } = await folderEntries(testRoot);
  requireClasses(trainRoot, classNames);
  const unknown = testClasses.find((name) => !classNames.includes(name));
  if (unknown !== undefined || testClasses.length === 0)
    throw badData(
      testRoot,
      `the class folders of ${trainRoot}`,
      unknown === undefined ? 'none' : `'${unknown}', which has no training images`,
    );
  const train = await imagesOf(trainRoot, classNames, classNames);
  const test = await imagesOf(testRoot, testClasses, classNames);
  const split = {
    train: Int32Array.from(train.keys()),
    test: Int32Array.from(test, (_, i) => train.length + i),
  };
  return datasetOf({ root, classNames, images: [...train, ...test], split });
}

interface LabelledPath {
  readonly path: string;
  readonly label: number;
}

function datasetOf({
  root,
  classNames,
  images,
  split,
}: {
  root: string;
  classNames: readonly string[];
  images: readonly LabelledPath[];
  split?: Split;
}): Dataset {
  return {
    name: basename(resolve(root)),
    classNames,
    labels: Int32Array.from(images, ({ label }) => label),
    ...(split && { split }),
    pathOf: (i) => images[i]!.path,
    load: (i) => loadImage(images[i]!.path),
    encoded: (i) => readBytes(images[i]!.path, 'an image'),
  };
}

async function imagesOf(
  root: string,
  folders: readonly string[],
  classNames: readonly string[],
): Promise<LabelledPath[]> {
  const images: LabelledPath[] = [];
  for (const name of folders) {
    const folder = join(root, name);
    const paths = await listImages([folder]).catch((error) => {
      if (error instanceof FoveaError && error.code === 'NOT_FOUND')
        throw badData(folder, 'at least one image', 'none', `Remove the folder '${name}' or fill it.`);
      throw error;
    });
    for (const path of paths) images.push({ path, label: classNames.indexOf(name) });
  }
  return images;
}

function requireClasses(root: string, classNames: readonly string[]): void {
  if (classNames.length < 2)
    throw badData(
      root,
      'at least two class folders (root/cat/*.jpg, root/dog/*.jpg)',
      classNames.length === 0 ? 'none' : `only '${classNames[0]}'`,
    );
}

function badData(
  folder: string,
  expected: string,
  received: string,
  mend = 'Sort the images into one folder a class.',
): FoveaError {
  return new FoveaError('BAD_DATA', `Expected ${expected} in ${folder} but found ${received}. ${mend}`, {
    file: folder,
  });
}
