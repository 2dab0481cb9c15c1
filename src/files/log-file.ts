import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * A file of records that survives being cut off at any moment. It begins with a line of text; each record follows as
 * its length and CRC-32 (32 bits each, little-endian) and its bytes. Of a file that was being written when the process
 * or the machine died, everything up to the first record that is torn or damaged counts, and no more.
 */
export class LogFile {
  readonly firstLine: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #start: number;
  #end: number;

  private constructor(path: string, handle: FileHandle, { firstLine, start }: Beginning) {
    this.firstLine = firstLine;
    this.#path = path;
    this.#handle = handle;
    this.#start = start;
    this.#end = start;
  }

  /** Begins a log with a first line, in place of whatever was there; folders on the way are made. */
  static async create(path: string, firstLine: string): Promise<LogFile> {
    await mkdir(dirname(path), { recursive: true });
    await rm(path, { force: true });
    const handle = await open(path, 'wx+');
    const bytes = new TextEncoder().encode(`${firstLine}\n`);
    await handle.write(bytes, 0, bytes.length, 0);
    return new LogFile(path, handle, { firstLine, start: bytes.length });
  }

  /**
   * Opens a log to go on with: read `records()` and `dropRest()` before the first `append`.
   * @returns nothing where there is no file, or not even a whole first line.
   */
  static async open(path: string): Promise<LogFile | undefined> {
    const handle = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!handle) return undefined;
    const head = new Uint8Array(LONGEST_FIRST_LINE);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const newline = head.subarray(0, bytesRead).indexOf(0x0a);
    if (newline < 0) {
      await handle.close();
      return undefined;
    }
    const firstLine = new TextDecoder().decode(head.subarray(0, newline));
    return new LogFile(path, handle, { firstLine, start: newline + 1 });
  }

  /** Adds a record behind those that were written or read. It is in the file, whatever becomes of this process. */
  async append(bytes: Uint8Array): Promise<void> {
    const record = new Uint8Array(RECORD_HEAD + bytes.length);
    new DataView(record.buffer).setUint32(0, bytes.length, true);
    new DataView(record.buffer).setUint32(4, crc32(bytes), true);
    record.set(bytes, RECORD_HEAD);
    // A disk that is almost full takes a part, and refuses the rest with an error.
    for (let done = 0; done < record.length; )
      done += (await this.#handle.write(record, done, record.length - done, this.#end + done)).bytesWritten;
    this.#end += record.length;
  }

  /** Waits until everything is on the disk, whatever becomes of the machine. */
  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  /** Replaces bytes of the first line by as many others. */
  async rewrite(position: number, bytes: Uint8Array): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, position);
  }

  /** Bytes of the first line as they are in the file now. */
  async reread(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    await this.#handle.read(bytes, 0, length, position);
    return bytes;
  }

  /** All whole records, from the first. */
  async *records(): AsyncGenerator<Uint8Array> {
    const { size } = await this.#handle.stat();
    let position = this.#start;
    for (;;) {
      const bytes = await this.#recordAt(position, size);
      if (!bytes) break;
      this.#end = position;
      yield bytes;
      position += RECORD_HEAD + bytes.length;
      this.#end = position;
    }
  }

  /**
   * Cuts off what follows the records that were read: a torn end; where reading was broken off, also the record at
   * which it was.
   */
  async dropRest(): Promise<void> {
    await this.#handle.truncate(this.#end);
  }

  async #recordAt(position: number, size: number): Promise<Uint8Array | undefined> {
    const head = await this.#read(position, RECORD_HEAD, size);
    if (!head) return undefined;
    const view = new DataView(head.buffer);
    const length = view.getUint32(0, true);
    // A stretch of zeros, which a disk may show after a power cut, would pass for empty records.
    if (length === 0) return undefined;
    const bytes = await this.#read(position + RECORD_HEAD, length, size);
    return bytes && crc32(bytes) === view.getUint32(4, true) ? bytes : undefined;
  }

  async #read(position: number, length: number, size: number): Promise<Uint8Array | undefined> {
    if (position + length > size) return undefined;
    const bytes = new Uint8Array(length);
    const { bytesRead } = await this.#handle.read(bytes, 0, length, position);
    return bytesRead === length ? bytes : undefined;
  }

  /** Leaves the file for another time. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Deletes the file. */
  async remove(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }
}

interface Beginning {
  readonly firstLine: string;
  /** Where the first record begins. */
  readonly start: number;
}

const RECORD_HEAD = 8;
const LONGEST_FIRST_LINE = 1 << 16;
