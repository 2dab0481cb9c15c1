import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { restoreWords } from '../bow/restore-words.js';
import type { VisualWords } from '../bow/visual-words.js';
import { FoveaError } from '../core/errors.js';
import { nestStates, partOf, type State } from '../core/state.js';
import { writeAtomic } from '../files/atomic.js';
import { decodeArtefact, encodeArtefact } from '../formats/artefact.js';
import { imagesFrom, imagesState, settingsFrom, settingsState } from './index-state.js';
import { MemoryIndex } from './memory-index.js';

/**
 * Writes an index to one file, whole or not at all: its settings, its vocabulary and its images' words, with a version
 * and a checksum. The same images in any order give the same bytes.
 *
 * Paths are written relative to the file's folder, with `/`: an index moved or copied together with its images
 * still names them, on any machine. (An image on another drive keeps its absolute path.)
 */
export async function saveIndex(file: string, index: MemoryIndex): Promise<void> {
  const folder = dirname(resolve(file));
  const images = index.images().map(([path, words]) => [relativePath(folder, path), words] as const);
  const bytes = encodeArtefact({
    kind: 'index',
    card: {
      feature: index.settings.feature,
      images: index.size,
      words: index.vocabulary.words,
      vocabulary: index.vocabulary.fingerprint,
    },
    state: nestStates({
      settings: settingsState(index.settings),
      vocabulary: index.vocabulary.state(),
      images: imagesState(images),
    }),
  });
  await writeAtomic(file, bytes);
}

/**
 * Reads an index that `saveIndex` wrote. Paths come back as seen from the working folder (or absolute, when `file` is).
 * @param expected refuses an index that was built with another vocabulary than this one.
 * @throws NOT_FOUND when there is no such file; BAD_FILE when it is damaged, cut or another program's; MISMATCH
 * when it holds something else of Fovea's, or was built with another vocabulary (both fingerprints are named).
 */
export async function openIndex(
  file: string,
  expected: { readonly vocabulary?: VisualWords | undefined } = {},
): Promise<MemoryIndex> {
  const { state } = decodeArtefact(await bytesOf(file), { kind: 'index', file });
  const index = restore(state, file);
  const { fingerprint } = index.vocabulary;
  if (expected.vocabulary && expected.vocabulary.fingerprint !== fingerprint)
    throw new FoveaError(
      'MISMATCH',
      `Expected an index built with the vocabulary ${expected.vocabulary.fingerprint} but ${file} was built with ${fingerprint}. Build the index anew with the former, or search it with its own.`,
      { file },
    );
  return index;
}

function restore(state: State, file: string): MemoryIndex {
  const folder = dirname(file);
  try {
    const vocabulary = restoreWords(partOf(state, 'vocabulary'));
    const images = imagesFrom(partOf(state, 'images'), vocabulary.words);
    return new MemoryIndex({
      vocabulary,
      settings: settingsFrom(partOf(state, 'settings')),
      images: images.map(([path, words]) => [isAbsolute(path) ? path : join(folder, path), words]),
    });
  } catch (error) {
    // The parts do not know which file they come from.
    if (!(error instanceof FoveaError)) throw error;
    throw new FoveaError(error.code, `${file}: ${error.message}`, { file, cause: error });
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new FoveaError(
      'NOT_FOUND',
      `Expected an index in ${file} but it cannot be read: ${(cause as Error).message}. Create it with fovea index create.`,
      { file, cause },
    );
  }
}

function relativePath(folder: string, path: string): string {
  return relative(folder, resolve(path)).split(sep).join('/');
}
