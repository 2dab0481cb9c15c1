import { unzipSync, type Zippable, zipSync } from 'fflate';
import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { readNpy, writeNpy } from './npy.js';
import { readNpyHeader, refused } from './npy-header.js';
import { readNpyStrings, writeNpyStrings } from './npy-strings.js';

/** What an entry of an `.npz` file may be: numbers, or a list of strings. */
export type NpzEntry = NdArray | readonly string[];

/** A zip file without its 64-bit extension ends here, and a typed array of Node 20 not much further. */
const maxBytes = 2 ** 32 - 1;

/**
 * Named arrays as the bytes of an `.npz` file, as `np.savez` lays them out: one stored (not deflated) `name.npy`
 * each. Lists of strings become `<U` arrays, so that `np.load` needs no pickle. Same entries, same bytes.
 * @throws LIMIT beyond 4 GB.
 */
export function writeNpz(entries: Readonly<Record<string, NpzEntry>>): Uint8Array {
  // Zip dates have no time zone, and the same entries shall give the same bytes on any day: as NumPy, 1 January 1980.
  const mtime = new Date(1980, 0, 1);
  const files: Zippable = {};
  let total = 0;
  for (const [name, entry] of Object.entries(entries)) {
    const bytes = 'data' in entry ? writeNpy(entry) : writeNpyStrings(entry);
    files[`${name}.npy`] = [bytes, { level: 0, mtime }];
    total += bytes.length + 2 * name.length + 1024;
  }
  if (total > maxBytes)
    throw new FoveaError(
      'LIMIT',
      `Expected at most 4 GB for an .npz file but received ${total} bytes. Save each array as .npy instead.`,
    );
  return zipSync(files);
}

/**
 * Reads the bytes of an `.npz` file, stored or deflated: numbers as `readNpy` gives them, `<U` arrays as lists of
 * strings. The checksums of the zip entries are not compared.
 * @param file the name for error messages.
 * @throws BAD_FILE for something else than a zip of `.npy` files.
 */
export function readNpz(bytes: Uint8Array, file = 'the .npz data'): Record<string, NdArray | string[]> {
  const files = unzipped(bytes, file);
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => {
      if (!path.endsWith('.npy'))
        throw refused(file, 'entries named *.npy', `'${path}'`, 'Save it with np.savez.');
      const name = path.slice(0, -'.npy'.length);
      return [name, readEntry(content, `${file} (${name})`)];
    }),
  );
}

function unzipped(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch (cause) {
    throw new FoveaError(
      'BAD_FILE',
      `Expected an .npz file (a zip of .npy files) in ${file} but it cannot be unpacked: ${String(cause)}. Save it with np.savez.`,
      { file, cause },
    );
  }
}

function readEntry(content: Uint8Array, file: string): NdArray | string[] {
  const { descr } = readNpyHeader(content, file);
  return descr.startsWith('<U') ? readNpyStrings(content, file) : readNpy(content, file);
}
