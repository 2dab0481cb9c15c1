import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PACK_SUFFIX } from '../../files/pack-file.js';

/** Bytes that a cache may hold when a comparison begins. */
export const CACHE_BYTES = 8e9;

/**
 * Deletes the files of a cache that were written to longest ago until what is left fits. Other files in the folder
 * are left alone, and a process that reads a deleted one computes again.
 */
export async function evict(folder: string, { mostBytes }: { mostBytes: number }): Promise<void> {
  const files = await packFiles(folder);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((a, b) => a.written - b.written)) {
    if (total <= mostBytes) return;
    await rm(path, { force: true });
    total -= size;
  }
}

async function packFiles(folder: string): Promise<{ path: string; size: number; written: number }[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(PACK_SUFFIX)).map((name) => join(folder, name));
  const found = await Promise.all(
    files.map(async (path) => {
      // Another process may have deleted it meanwhile.
      const about = await stat(path).catch(() => undefined);
      return about ? [{ path, size: about.size, written: about.mtimeMs }] : [];
    }),
  );
  return found.flat();
}
