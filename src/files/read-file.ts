import { readFile } from 'node:fs/promises';
import { FoveaError } from '../core/errors.js';

/**
 * The bytes of a file.
 * @param what what the file should hold, and how to make one: for the message.
 * @throws NOT_FOUND, naming the file, what it should have been and why it cannot be read.
 */
export async function readBytes(file: string, what: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new FoveaError(
      'NOT_FOUND',
      `Expected ${what} in ${file} but it cannot be read: ${(cause as Error).message}`,
      { file, cause },
    );
  }
}
