import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that appears under its name only once it is whole. */
export interface AtomicFile {
  write(bytes: Uint8Array | string): Promise<void>;
  /** Overwrites bytes already written, for a header that is known last. */
  writeAt(position: number, bytes: Uint8Array): Promise<void>;
  /** Flushes to disk and renames into place. */
  commit(): Promise<void>;
  /** Removes what was written; the old file, if any, stays as it was. */
  abort(): Promise<void>;
}

/** Tells apart two writes of one path that one process has under way. */
let opened = 0;

/** Opens `path` for writing beside itself (`.name.pid-n.partial`); folders on the way are made. */
export async function openAtomic(path: string): Promise<AtomicFile> {
  await mkdir(dirname(path), { recursive: true });
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}-${++opened}.partial`);
  const handle = await open(partial, 'w');
  return {
    write: (bytes) => handle.appendFile(bytes),
    writeAt: async (position, bytes) => void (await handle.write(bytes, 0, bytes.length, position)),
    commit: async () => {
      await handle.sync();
      await handle.close();
      await rename(partial, path);
    },
    abort: async () => {
      await handle.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}

/** Writes a whole file beside its place and renames it in, so that no reader ever sees half of it. */
export async function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await openAtomic(path);
  try {
    await file.write(bytes);
    await file.commit();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
