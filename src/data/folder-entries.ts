import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FoveaError } from '../core/errors.js';

/** What lies directly in a folder, names sorted by code point; hidden entries (`.name`) are left out. */
export interface FolderEntries {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** @throws NOT_FOUND when there is no folder at `path`. */
export async function folderEntries(path: string): Promise<FolderEntries> {
  const folders: string[] = [];
  const files: string[] = [];
  for (const name of await namesIn(path)) {
    if (name.startsWith('.')) continue;
    // Not the entry's own type: a link to a folder counts as a folder.
    const entry = await stat(join(path, name)).catch(() => undefined);
    if (entry?.isDirectory()) folders.push(name);
    else if (entry?.isFile()) files.push(name);
  }
  return { folders: folders.sort(byCodePoint), files: files.sort(byCodePoint) };
}

/** The order of UTF-8 bytes, which is that of code points; JavaScript's own order is that of UTF-16. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (cause) {
    throw new FoveaError(
      'NOT_FOUND',
      `Expected a folder but ${path} cannot be read as one (${(cause as NodeJS.ErrnoException).code}). Check the path.`,
      { file: path, cause },
    );
  }
}
