import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawSample } from '../../../src/data/draw-sample.js';
import { listImages } from '../../../src/image/sources.js';

/** Draws nine small pictures of three classes, puts two files that are none among them, and lists all eleven. */
export async function picturesWithBadOnes(folder: string): Promise<string[]> {
  await drawSample(folder, { imagesPerClass: 3, size: 64, classes: ['star', 'weave', 'digit-5'] });
  await writeFile(join(folder, 'aaa.png'), 'no image');
  await writeFile(join(folder, 'star', 'zzz.png'), 'no image');
  return listImages([folder]);
}

/** The extensions of feature files. */
export const extensions = ['.npy', '.npz', '.csv', '.jsonl'] as const;
