import { FoveaError } from '../core/errors.js';
import type { Json } from '../core/state.js';
import { LogFile } from '../files/log-file.js';
import { decodeEntry, encodeEntry, type JournalEntry } from './journal-record.js';

/** Where the journal of a feature file lies while the file is being made. */
export const journalOf = (out: string): string => `${out}.partial`;

/** What a journal is of: everything that decides what its entries are, by name. */
export type JournalCall = Readonly<Record<string, Json>>;

/** Entries between two waits for the disk: what a power cut can cost. A killed process loses nothing. */
const ENTRIES_A_SYNC = 256;

/**
 * What was done of a batch, image by image in the order of the paths, in a file that can be gone on with after the
 * process died at any moment. Its first line says of which call it is.
 */
export class Journal {
  readonly #log: LogFile;
  #appended = 0;

  private constructor(log: LogFile) {
    this.#log = log;
  }

  /** Begins a journal in place of any that lies there. */
  static async create(path: string, call: JournalCall): Promise<Journal> {
    return new Journal(await LogFile.create(path, JSON.stringify({ journal: FORMAT, ...call })));
  }

  /**
   * Opens a journal to go on with, or begins one where there is none. Read `entries()` to their end first.
   * @throws MISMATCH for the journal of another call, saying in what it differs; BAD_FILE for something else.
   */
  static async resume(path: string, call: JournalCall): Promise<Journal> {
    const found = await LogFile.open(path);
    if (!found) return Journal.create(path, call);
    try {
      requireSameCall(path, found.firstLine, { journal: FORMAT, ...call });
    } catch (error) {
      await found.close();
      throw error;
    }
    return new Journal(found);
  }

  /** All entries from the first; one that was torn by the end of its process, and what follows, is dropped. */
  async *entries(): AsyncGenerator<JournalEntry> {
    for await (const record of this.#log.records()) yield decodeEntry(record);
    await this.#log.dropTornEnd();
  }

  /** Adds the next image's entry. */
  async append(entry: JournalEntry): Promise<void> {
    await this.#log.append(encodeEntry(entry));
    if (++this.#appended % ENTRIES_A_SYNC === 0) await this.#log.sync();
  }

  /** Leaves the journal for another time. */
  async keep(): Promise<void> {
    await this.#log.close();
  }

  /** Deletes the journal. */
  async discard(): Promise<void> {
    await this.#log.remove();
  }
}

const FORMAT = 2;

function requireSameCall(file: string, firstLine: string, call: JournalCall): void {
  const found = parsed(firstLine);
  if (!found)
    throw new FoveaError(
      'BAD_FILE',
      `Expected the journal of an interrupted fovea extract in ${file} but found something else. Move it away, or write to another file.`,
      { file },
    );
  const differing = Object.keys({ ...call, ...found }).filter(
    (name) => JSON.stringify(call[name]) !== JSON.stringify(found[name]),
  );
  if (differing.length > 0)
    throw new FoveaError(
      'MISMATCH',
      `Expected in ${file} the journal of this very call but it is of another one (${differing.map((name) => difference(name, call[name], found[name])).join('; ')}). Repeat that call with --resume, or leave out --resume to begin anew.`,
      { file },
    );
}

function difference(name: string, here: Json | undefined, there: Json | undefined): string {
  const isShort = typeof (here ?? there) !== 'object' && name !== 'paths';
  return isShort ? `${name}: here ${here ?? 'none'}, there ${there ?? 'none'}` : name;
}

function parsed(line: string): JournalCall | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' && 'journal' in value
      ? (value as JournalCall)
      : undefined;
  } catch {
    return undefined;
  }
}
