import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FoveaError } from '../core/errors.js';
import type { Json } from '../core/state.js';
import type { FileState } from '../files/file-state.js';
import { LogFile } from '../files/log-file.js';
import { isRunning, processId } from '../files/process-id.js';
import { decodeEntry, encodeEntry, type JournalEntry } from './journal-record.js';

/** Where the journal of a feature file lies while the file is being made. */
export const journalOf = (out: string): string => `${out}.partial`;

/** What a journal is of: everything that decides what its entries are, by name. */
export type JournalCall = Readonly<Record<string, Json>>;

/** What was done with one image. */
export interface JournalImage {
  readonly entry: JournalEntry;
  /** The image's file when it was read. */
  readonly state: FileState;
}

/** Entries between two waits for the disk: what a power cut can cost. A killed process loses nothing. */
const ENTRIES_A_SYNC = 256;

/** Journals that this process writes. */
const held = new Set<string>();

/**
 * What was done of a batch, image by image in the order of the paths, in a file that can be gone on with after the
 * process died at any moment. Its first line says of which call it is, and which process writes it: no other process
 * of the machine may (one of another machine, with which a disk is shared, would not be noticed).
 */
export class Journal {
  readonly #log: LogFile;
  readonly #path: string;
  #appended = 0;

  private constructor(log: LogFile, path: string) {
    this.#log = log;
    this.#path = resolve(path);
    held.add(this.#path);
  }

  /** Begins a journal in place of any that lies there. @throws BUSY when another process writes that. */
  static async create(path: string, call: JournalCall): Promise<Journal> {
    const found = await LogFile.open(path);
    await found?.close();
    if (found) requireFree(path, writerIn(found.firstLine));
    const line = JSON.stringify({ writer: padded(processId()), journal: FORMAT, ...call });
    return new Journal(await LogFile.create(path, line), path);
  }

  /**
   * Opens a journal to go on with, or begins one where there is none. Read `images()` and `dropRest()` first.
   * @throws MISMATCH for the journal of another call, saying in what it differs; BUSY when another process writes it;
   * BAD_FILE for something else.
   */
  static async resume(path: string, call: JournalCall): Promise<Journal> {
    const found = await LogFile.open(path);
    if (!found) return Journal.create(path, call);
    try {
      requireSameCall(path, found.firstLine, { journal: FORMAT, ...call });
      requireFree(path, writerIn(found.firstLine));
      await claim(path, found);
    } catch (error) {
      await found.close();
      throw error;
    }
    return new Journal(found, path);
  }

  /** All images from the first; one whose entry was torn by the end of its process, and what follows, is left out. */
  async *images(): AsyncGenerator<JournalImage> {
    for await (const record of this.#log.records()) {
      const [size, modified] = new Float64Array(record.slice(0, STATE_BYTES).buffer) as unknown as [
        number,
        number,
      ];
      yield { entry: decodeEntry(record.subarray(STATE_BYTES)), state: { size, modified } };
    }
  }

  /** Drops what `images()` left out, and where reading was broken off, the image at which it was and those after it. */
  async dropRest(): Promise<void> {
    await this.#log.dropRest();
  }

  /** Adds the next image. */
  async append({ entry, state }: JournalImage): Promise<void> {
    const head = new Uint8Array(Float64Array.of(state.size, state.modified).buffer);
    await this.#log.append(Buffer.concat([head, encodeEntry(entry)]));
    if (++this.#appended % ENTRIES_A_SYNC === 0) await this.#log.sync();
  }

  /** Leaves the journal for another time, and for any process. */
  async keep(): Promise<void> {
    held.delete(this.#path);
    await this.#log.rewrite(WRITER_START, new TextEncoder().encode(padded('')));
    await this.#log.close();
  }

  /** Deletes the journal. */
  async discard(): Promise<void> {
    held.delete(this.#path);
    await this.#log.remove();
  }
}

const FORMAT = 3;

/** Before an entry: size and time of the image's file, float64 each. */
const STATE_BYTES = 16;

/** The writer comes first in the line, and takes as much room whoever it is: so it can be replaced. */
const WRITER_START = '{"writer":"'.length;
const WRITER_LENGTH = 100;

const padded = (writer: string): string => writer.slice(0, WRITER_LENGTH).padEnd(WRITER_LENGTH);

const writerIn = (line: string): string => line.slice(WRITER_START, WRITER_START + WRITER_LENGTH).trim();

function requireFree(path: string, writer: string): void {
  const isHeld = writer === processId().slice(0, WRITER_LENGTH) ? held.has(resolve(path)) : isRunning(writer);
  if (!isHeld) return;
  const pid = Number.parseInt(writer, 10);
  throw new FoveaError(
    'BUSY',
    `Expected to be alone with ${path} but process ${pid} is writing it. Wait until that ends, stop it, or write to another file.`,
    { file: path },
  );
}

/** Long enough that of two processes which find a journal free at once, the slower one has claimed it too. */
const CLAIM_MILLISECONDS = 20;

/** Writes this process down as the one that writes; of several at once, the last. */
async function claim(path: string, log: LogFile): Promise<void> {
  await log.rewrite(WRITER_START, new TextEncoder().encode(padded(processId())));
  await setTimeout(CLAIM_MILLISECONDS);
  requireFree(path, new TextDecoder().decode(await log.reread(WRITER_START, WRITER_LENGTH)).trim());
}

function requireSameCall(file: string, firstLine: string, call: JournalCall): void {
  const found = parsed(firstLine);
  if (!found)
    throw new FoveaError(
      'BAD_FILE',
      `Expected the journal of an interrupted fovea extract in ${file} but found something else. Move it away, or write to another file.`,
      { file },
    );
  const differing = Object.keys({ ...call, ...found }).filter(
    (name) => name !== 'writer' && JSON.stringify(call[name]) !== JSON.stringify(found[name]),
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
