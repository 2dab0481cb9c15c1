import { closeSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Something that goes into a pack: bytes under a name, and how long they took to make. */
export interface PackItem {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly seconds: number;
}

/** Where an item lies. */
export interface PackedItem {
  readonly file: string;
  readonly position: number;
  readonly length: number;
  readonly crc: number;
  readonly seconds: number;
}

/** Ends with it: what else lies in a folder of packs is left alone. */
export const PACK_SUFFIX = '.pack';

/**
 * A file of many small items that one process appends to while others read. Items come in batches, each with a
 * directory of its own in front:
 *
 * | bytes | what |
 * |---|---|
 * | 4 | `FPK1` |
 * | 4, 4 | length and CRC-32 of the directory, little-endian |
 * | … | the directory, JSON: `[name, length, CRC-32, seconds]` of each item |
 * | … | the items, one after another |
 *
 * Of a file that was being written when its process died, whole batches count. A damaged item is found out by its
 * CRC when it is read, a damaged directory when the file is indexed: what follows it is lost.
 */
export class PackWriter {
  readonly #handle: number;
  #position = 0;

  private constructor(handle: number) {
    this.#handle = handle;
  }

  /** Begins a pack of a name that no other process uses; the folder is made. */
  static createIn(folder: string): PackWriter {
    mkdirSync(folder, { recursive: true });
    for (let attempt = 0; ; attempt++) {
      try {
        return new PackWriter(openSync(join(folder, `${process.pid}-${attempt}${PACK_SUFFIX}`), 'wx'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }

  /** Adds a batch, with as few writes as the system allows. */
  append(items: readonly PackItem[]): void {
    const directory = new TextEncoder().encode(
      JSON.stringify(items.map(({ name, bytes, seconds }) => [name, bytes.length, crc32(bytes), seconds])),
    );
    const head = new Uint8Array(HEAD);
    const view = new DataView(head.buffer);
    view.setUint32(0, MAGIC, false);
    view.setUint32(4, directory.length, true);
    view.setUint32(8, crc32(directory), true);
    const batch = Buffer.concat([head, directory, ...items.map(({ bytes }) => bytes)]);
    for (let done = 0; done < batch.length; )
      done += writeSync(this.#handle, batch, done, batch.length - done, this.#position + done);
    this.#position += batch.length;
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/**
 * The items of a pack by name, beginning at a batch; of two items of one name the later one counts.
 * @returns where the next batch will begin, to go on from when the file has grown.
 */
export function indexPack(file: string, into: Map<string, PackedItem>, from = 0): number {
  const { size } = statSync(file);
  const handle = openSync(file, 'r');
  try {
    let position = from;
    for (;;) {
      const directory = directoryAt(handle, position, size);
      const start = position + HEAD + (directory?.length ?? 0);
      const length = directory?.items.reduce((sum, [, bytes]) => sum + bytes, 0) ?? 0;
      if (!directory || start + length > size) return position;
      let at = start;
      for (const [name, bytes, crc, seconds] of directory.items) {
        into.set(name, { file, position: at, length: bytes, crc, seconds });
        at += bytes;
      }
      position = at;
    }
  } finally {
    closeSync(handle);
  }
}

/** The bytes of an item, from its opened file; nothing where they are damaged. */
export function readPacked(handle: number, { position, length, crc }: PackedItem): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  const read = readSync(handle, bytes, 0, length, position);
  return read === length && crc32(bytes) === crc ? bytes : undefined;
}

type DirectoryEntry = readonly [name: string, length: number, crc: number, seconds: number];

const MAGIC = 0x46504b31;
const HEAD = 12;

function directoryAt(
  handle: number,
  position: number,
  size: number,
): { items: readonly DirectoryEntry[]; length: number } | undefined {
  const head = new Uint8Array(HEAD);
  if (readSync(handle, head, 0, HEAD, position) < HEAD) return undefined;
  const view = new DataView(head.buffer);
  const length = view.getUint32(4, true);
  if (view.getUint32(0, false) !== MAGIC || position + HEAD + length > size) return undefined;
  const bytes = new Uint8Array(length);
  readSync(handle, bytes, 0, length, position + HEAD);
  if (crc32(bytes) !== view.getUint32(8, true)) return undefined;
  return { items: JSON.parse(new TextDecoder().decode(bytes)), length };
}
