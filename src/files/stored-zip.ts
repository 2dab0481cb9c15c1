import { crc32 } from 'node:zlib';
import { FoveaError } from '../core/errors.js';
import { openAtomic } from './atomic.js';

/** A zip file without its 64-bit extension ends here. */
export const MAX_ZIP_BYTES = 2 ** 32 - 1;

/** A zip file of stored entries that is written as it comes, and appears under its name once it is whole. */
export interface StoredZip {
  /** Adds an entry of any size. @param name ASCII. @throws LIMIT beyond 4 GB. */
  add(name: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly start: number;
  readonly crc: number;
  readonly size: number;
}

/**
 * Opens a zip file for writing. Entries are dated 1 January 1980, so that the same entries give the same bytes on any
 * day: those that `writeNpz` gives. What is known of an entry only at its end is filled in then.
 */
export async function openStoredZip(path: string): Promise<StoredZip> {
  const file = await openAtomic(path);
  const entries: Entry[] = [];
  let position = 0;
  const write = async (bytes: Uint8Array) => {
    position += bytes.length;
    if (position > MAX_ZIP_BYTES) throw tooLarge(path);
    await file.write(bytes);
  };
  return {
    async add(name, chunks) {
      const start = position;
      await write(localHeader({ name, start, crc: 0, size: 0 }));
      let crc = 0;
      let size = 0;
      for await (const chunk of chunks) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        await write(chunk);
      }
      const entry = { name, start, crc, size };
      await file.writeAt(start, localHeader(entry));
      entries.push(entry);
    },
    async commit() {
      const directory = position;
      for (const entry of entries) await write(directoryEntry(entry));
      await write(endOfDirectory({ count: entries.length, start: directory, size: position - directory }));
      await file.commit();
    },
    abort: file.abort,
  };
}

/** The refusal of what does not fit into a zip file. @param file the zip, or the image that is too much. */
export const tooLarge = (file: string): FoveaError =>
  new FoveaError(
    'LIMIT',
    `Expected at most 4 GB for an .npz file but ${file} goes beyond. Write .npy or .jsonl, or several files with --shard.`,
    { file },
  );

/** Version needed to read it: 2.0. */
const VERSION = 20;
const MIDNIGHT = 0;
const FIRST_OF_1980 = 0x21;

/** APPNOTE.TXT 4.3.7: signature, version, flags, method (0: stored), time, date, CRC, sizes, lengths, name. */
function localHeader({ name, crc, size }: Entry): Uint8Array {
  return fields(
    [0x04034b50, 4],
    [VERSION, 2],
    [0, 2],
    [0, 2],
    [MIDNIGHT, 2],
    [FIRST_OF_1980, 2],
    [crc, 4],
    [size, 4],
    [size, 4],
    [name.length, 2],
    [0, 2],
    name,
  );
}

/** APPNOTE.TXT 4.3.12: as the local header, with the version that made it first and where the entry starts last. */
function directoryEntry({ name, crc, size, start }: Entry): Uint8Array {
  return fields(
    [0x02014b50, 4],
    [VERSION, 2],
    [VERSION, 2],
    [0, 2],
    [0, 2],
    [MIDNIGHT, 2],
    [FIRST_OF_1980, 2],
    [crc, 4],
    [size, 4],
    [size, 4],
    [name.length, 2],
    [0, 4],
    [0, 4],
    [0, 4],
    [start, 4],
    name,
  );
}

/** APPNOTE.TXT 4.3.16, one disk, no comment. */
function endOfDirectory({ count, start, size }: { count: number; start: number; size: number }): Uint8Array {
  return fields([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [size, 4], [start, 4], [0, 2]);
}

/** Little-endian numbers of 2 or 4 bytes, and ASCII text. */
function fields(...parts: readonly (readonly [value: number, bytes: 2 | 4] | string)[]): Uint8Array {
  const bytes: number[] = [];
  for (const part of parts)
    if (typeof part === 'string') bytes.push(...new TextEncoder().encode(part));
    else for (let i = 0; i < part[1]; i++) bytes.push((part[0] >>> (8 * i)) & 255);
  return Uint8Array.from(bytes);
}
