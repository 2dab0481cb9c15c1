import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readBytes } from '../src/files/read-file.js';
import { type LoadedModel, loadModel } from '../src/models/index.js';
import { MODEL_FILE } from './model-file.js';

/** A model from the folder that `fovea train` made, or from the file in it. @throws NOT_FOUND, BAD_FILE, MISMATCH */
export async function openModel(path: string): Promise<LoadedModel> {
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(path, MODEL_FILE) : path;
  return loadModel(await readBytes(file, 'a model (made by fovea train)'), { file });
}
