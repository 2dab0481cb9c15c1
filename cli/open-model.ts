import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FoveaError } from '../src/core/errors.js';
import { readBytes } from '../src/files/read-file.js';
import { type LoadedModel, loadModel } from '../src/models/index.js';
import { CHECKPOINT_FILE, MODEL_FILE } from './model-file.js';

/** A model from the folder that `fovea train` made, or from the file in it. @throws NOT_FOUND, BAD_FILE, MISMATCH */
export async function openModel(path: string): Promise<LoadedModel> {
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(path, MODEL_FILE) : path;
  const bytes = await readBytes(file, 'a model (made by fovea train)').catch(async (error: unknown) => {
    if (!isFolder || !(await exists(join(path, CHECKPOINT_FILE)))) throw error;
    throw new FoveaError(
      'NOT_FOUND',
      `Expected a model in ${path} but its training did not end. Run the same fovea train with --resume.`,
      { file, cause: error },
    );
  });
  return loadModel(bytes, { file });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
