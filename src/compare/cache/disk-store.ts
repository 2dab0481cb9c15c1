import { closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { FoveaError } from '../../core/errors.js';
import { fingerprint } from '../../core/fingerprint.js';
import { indexPack, PACK_SUFFIX, type PackedItem, PackWriter, readPacked } from '../../files/pack-file.js';
import type { Store, StoredValue } from '../store.js';

/** What is known of one key: its items, and how far each of its files has been indexed. */
interface Indexed {
  readonly items: Map<string, PackedItem>;
  readonly read: Map<string, number>;
  isFresh: boolean;
}

/** Bytes of values that are written in one go. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** Files that one store holds open to append to. */
const MOST_WRITERS = 32;

/**
 * A store in a folder, shared by threads, processes and runs: one folder a key, in it a few packs. Each thread
 * appends to packs of its own, so that none waits for another, and none ever changes what another has written.
 * Values are in V8's serialisation, which holds data and no code, and are read one at a time: memory holds the index,
 * about 200 bytes an item of the keys in use. What is damaged counts as absent.
 * @param code says which program computes: what another one computed is not found.
 */
export class DiskStore implements Store {
  readonly #folder: string;
  readonly #code: string;
  readonly #indexed = new Map<string, Indexed>();
  readonly #writers = new Map<string, PackWriter>();
  readonly #handles = new Map<string, number>();

  constructor(folder: string, { code }: { code: string }) {
    this.#folder = folder;
    this.#code = code;
  }

  get(key: string, item: string): unknown {
    const { items } = this.#index(key);
    const packed = items.get(item);
    if (!packed) return undefined;
    try {
      const bytes = readPacked(this.#open(packed.file), packed);
      if (bytes) return deserialize(bytes);
    } catch {
      // A file that another process has evicted, or bytes of another V8: as good as absent.
    }
    items.delete(item);
    return undefined;
  }

  secondsOf(key: string, item: string): number | undefined {
    return this.#index(key).items.get(item)?.seconds;
  }

  put(key: string, values: readonly StoredValue[]): void {
    try {
      this.#append(this.#writerOf(key), values);
    } catch (cause) {
      throw new FoveaError(
        'LIMIT',
        `Expected to write to the cache in ${this.#folder} but it failed: ${(cause as Error).message}. Make room, name another folder, or do without (--no-cache).`,
        { file: this.#folder, cause },
      );
    }
    const known = this.#indexed.get(key);
    if (known) known.isFresh = false;
  }

  #append(writer: PackWriter, values: readonly StoredValue[]): void {
    let batch: { name: string; bytes: Uint8Array; seconds: number }[] = [];
    let size = 0;
    for (const { item, value, seconds } of values) {
      const bytes = serialize(value);
      batch.push({ name: item, bytes, seconds });
      size += bytes.length;
      if (size < BATCH_BYTES) continue;
      writer.append(batch);
      [batch, size] = [[], 0];
    }
    if (batch.length > 0) writer.append(batch);
  }

  refresh(): void {
    for (const known of this.#indexed.values()) known.isFresh = false;
    for (const handle of this.#handles.values()) closeSync(handle);
    this.#handles.clear();
  }

  /** Forgets the index of a key, and begins a new file when something is put under it again. */
  release(key: string): void {
    this.#indexed.delete(key);
    this.#writers.get(key)?.close();
    this.#writers.delete(key);
  }

  /** Closes every file. */
  close(): void {
    this.refresh();
    for (const writer of this.#writers.values()) writer.close();
    this.#writers.clear();
  }

  /** The writer of a key; the one that was used longest ago is closed where there are many. */
  #writerOf(key: string): PackWriter {
    const writer = this.#writers.get(key) ?? PackWriter.createIn(this.#folderOf(key));
    this.#writers.delete(key);
    this.#writers.set(key, writer);
    const [[oldest, idle]] = this.#writers as unknown as [[string, PackWriter]];
    if (this.#writers.size > MOST_WRITERS) {
      idle.close();
      this.#writers.delete(oldest);
    }
    return writer;
  }

  #folderOf(key: string): string {
    return join(this.#folder, fingerprint([this.#code, key]).slice(0, 32));
  }

  #index(key: string): Indexed {
    const known = this.#indexed.get(key) ?? { items: new Map(), read: new Map(), isFresh: false };
    this.#indexed.set(key, known);
    if (!known.isFresh) this.#catchUp(this.#folderOf(key), known);
    return known;
  }

  #catchUp(folder: string, known: Indexed): void {
    known.isFresh = true;
    for (const file of packsIn(folder)) {
      try {
        known.read.set(file, indexPack(file, known.items, known.read.get(file)));
      } catch {
        // Evicted meanwhile by another process.
      }
    }
  }

  #open(file: string): number {
    const handle = this.#handles.get(file) ?? openSync(file, 'r');
    this.#handles.set(file, handle);
    return handle;
  }
}

/** The packs of a folder, those written to last at the end: of two items of one name theirs counts. */
function packsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(PACK_SUFFIX))
      .map((name) => ({ path: join(folder, name), written: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => a.written - b.written || (a.path < b.path ? -1 : 1))
      .map(({ path }) => path);
  } catch {
    return [];
  }
}
