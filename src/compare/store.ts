/** A value to be kept, and the seconds that it took to make. */
export interface StoredValue {
  readonly item: string;
  readonly value: unknown;
  readonly seconds: number;
}

/**
 * What a comparison works out and may need again: extracts of images, vectors, results of rounds. `key` says how it
 * was made, `item` of what. Values are plain data: typed arrays, numbers, strings, lists and objects of them.
 */
export interface Store {
  /** Nothing where there is no such value, or it is damaged. */
  get(key: string, item: string): unknown;
  /** How long a value took to make, without reading it; nothing where there is none. */
  secondsOf(key: string, item: string): number | undefined;
  put(key: string, values: readonly StoredValue[]): void;
  /** Looks again for what others have put; closes what was opened for reading. */
  refresh(): void;
  /** Says that the values of a key are not needed any more in this run: memory lets go of them, a cache keeps them. */
  release(key: string): void;
}

/** A store that lasts as long as it is referred to. */
export class MemoryStore implements Store {
  readonly #values = new Map<string, Map<string, StoredValue>>();

  get(key: string, item: string): unknown {
    return this.#values.get(key)?.get(item)?.value;
  }

  secondsOf(key: string, item: string): number | undefined {
    return this.#values.get(key)?.get(item)?.seconds;
  }

  put(key: string, values: readonly StoredValue[]): void {
    const known = this.#values.get(key) ?? new Map<string, StoredValue>();
    this.#values.set(key, known);
    for (const each of values) known.set(each.item, each);
  }

  refresh(): void {}

  release(key: string): void {
    this.#values.delete(key);
  }
}
