import { join } from 'node:path';
import pMap from 'p-map';
import { describeValue, FoveaError } from '../core/errors.js';
import { integer, resolveOptions } from '../core/options.js';
import { Random } from '../core/random.js';
import { saveImage } from '../image/save.js';
import { folderEntries } from './folder-entries.js';
import { drawSampleImage, type SampleClass, sampleClasses } from './sample/draw-sample-image.js';

/** The options of `drawSample` that are numbers, as the command shows them. */
export const sampleOptions = {
  seed: integer({ default: 1, describe: 'the same seed, the same pictures' }),
  imagesPerClass: integer({ default: 40, min: 1, max: 10_000, describe: 'pictures of each class' }),
  size: integer({ default: 96, min: 32, max: 1024, describe: 'width and height in pixels' }),
};

/** What to draw. */
export interface SampleOptions {
  readonly seed?: number;
  readonly imagesPerClass?: number;
  readonly size?: number;
  /** @default all twelve */
  readonly classes?: readonly SampleClass[];
  readonly onProgress?: (done: number, total: number) => void;
}

/** Encoders at work while the next picture is drawn. */
const inFlight = 4;

/**
 * Draws a labelled set of pictures into a folder, one folder a class, as `openImageFolder` reads it:
 * `folder/star/star-0007.png`. Textures (stripes, weave, spots, cracks), shapes (star, ring, cross, triangle) and
 * handwritten digits (2, 3, 5, 8), under noise, light, rotation and clutter.
 * Picture k of a class depends on the seed, its class and k alone: more pictures or fewer classes leave it as it is.
 * Drawing the same set again overwrites it with the same bytes.
 * @returns the paths written, in order.
 * @throws BAD_OPTION; BAD_DATA when the folder already holds anything else, which would mix with the set.
 */
export async function drawSample(folder: string, options: SampleOptions = {}): Promise<string[]> {
  const { classes = sampleClasses, onProgress, ...numbers } = options;
  const { seed, imagesPerClass, size } = resolveOptions('sample', sampleOptions, numbers);
  for (const name of classes)
    if (!sampleClasses.includes(name))
      throw new FoveaError(
        'BAD_OPTION',
        `Expected classes among ${sampleClasses.join(', ')} but received ${describeValue(name)}.`,
      );
  const pictures = classes.flatMap((name) =>
    Array.from({ length: imagesPerClass }, (_, i) => ({
      name,
      i,
      path: join(folder, name, fileName(name, i)),
    })),
  );
  await requireNothingElse(folder, new Set(pictures.map(({ path }) => path)));
  const random = new Random(seed);
  let done = 0;
  await pMap(
    pictures,
    async ({ name, i, path }) => {
      await saveImage(path, drawSampleImage(name, random.fork(`${name}/${i}`), size));
      onProgress?.(++done, pictures.length);
    },
    { concurrency: inFlight },
  );
  return pictures.map(({ path }) => path);
}

const fileName = (name: string, i: number): string => `${name}-${String(i).padStart(4, '0')}.png`;

async function requireNothingElse(folder: string, expected: ReadonlySet<string>): Promise<void> {
  const classFolders = await entriesOrNone(folder);
  for (const name of classFolders.folders)
    for (const file of (await entriesOrNone(join(folder, name))).files)
      if (!expected.has(join(folder, name, file)))
        throw new FoveaError(
          'BAD_DATA',
          `Expected an empty folder for the sample, or an earlier one of the same kind, but ${folder} holds ${join(name, file)}. Name another folder, or remove that one.`,
          { file: folder },
        );
}

const entriesOrNone = (folder: string) =>
  folderEntries(folder).catch(() => ({ folders: [] as readonly string[], files: [] as readonly string[] }));
