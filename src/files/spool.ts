import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Tells apart two spools that one process has beside one path. */
let opened = 0;

/** Bytes that are too many for memory, put down to be read once in order. */
export class Spool {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens a nameless file in the folder of `path`: it is gone when it is closed, however the process ends. */
  static async beside(path: string): Promise<Spool> {
    await mkdir(dirname(path), { recursive: true });
    const name = join(dirname(path), `.${basename(path)}.${process.pid}-${++opened}.spool`);
    const handle = await open(name, 'wx+');
    await rm(name, { force: true });
    return new Spool(handle);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#handle.appendFile(bytes);
  }

  /** Everything that was written, in order. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const block = new Uint8Array(1 << 20);
    for (let position = 0; ; ) {
      const { bytesRead } = await this.#handle.read(block, 0, block.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield block.subarray(0, bytesRead);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
