import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FoveaError } from '../src/core/errors.js';
import type { NdArray } from '../src/core/ndarray.js';
import { readBytes } from '../src/files/read-file.js';
import { readNpz } from '../src/formats/npz.js';
import { loadImage } from '../src/image/load.js';
import type { Goldens } from '../src/verify/goldens.js';

/** The reference values that come with Fovea. */
const shipped = fileURLToPath(new URL('../src/verify/goldens', import.meta.url));

/** What cases.json holds: the goldens but for pixels and arrays. */
type Cases = Pick<Goldens, 'programs' | 'digests' | 'areas'> & {
  readonly images: Readonly<Record<string, string>>;
};

/**
 * Reads a folder that src/verify/oracles.py wrote; by default the one that ships with Fovea.
 * @throws NOT_FOUND, BAD_FILE, BAD_IMAGE, naming the file.
 */
export async function openGoldens(folder: string = shipped): Promise<Goldens> {
  const casesFile = resolve(folder, 'cases.json');
  const arraysFile = resolve(folder, 'goldens.npz');
  const { images, ...cases } = parsed(await readBytes(casesFile, 'reference values'), casesFile);
  const arrays = readNpz(await readBytes(arraysFile, 'reference values'), arraysFile);
  const loaded = await Promise.all(
    Object.entries(images).map(
      async ([name, file]) => [name, await loadImage(resolve(folder, file))] as const,
    ),
  );
  return { ...cases, images: Object.fromEntries(loaded), arrays: arrays as Record<string, NdArray> };
}

function parsed(bytes: Uint8Array, file: string): Cases {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Cases;
  } catch (cause) {
    throw new FoveaError(
      'BAD_FILE',
      `Expected JSON in ${file} but it cannot be read: ${String(cause)}. Install Fovea again.`,
      { file, cause },
    );
  }
}
