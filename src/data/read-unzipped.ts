import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { FoveaError } from '../core/errors.js';

/** The largest known file of this kind, CIFAR-100's training set, has 154 MB; more is a mistake or an attack. */
const maxOutputLength = 2 ** 30;

/**
 * The bytes of a file, unpacked when its name ends in `.gz`.
 * @throws NOT_FOUND when it cannot be read; BAD_FILE when it is not whole gzip, or unpacks to more than 1 GiB.
 */
export async function readUnzipped(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new FoveaError(
      'NOT_FOUND',
      `Expected a file but ${path} cannot be read (${cause.code}). Check the path.`,
      { file: path, cause },
    );
  });
  if (!path.endsWith('.gz')) return plain(bytes);
  try {
    return plain(await promisify(gunzip)(bytes, { maxOutputLength, chunkSize: roomFor(bytes) }));
  } catch (cause) {
    throw new FoveaError(
      'BAD_FILE',
      `Expected a whole gzip file of at most 1 GiB in ${path} but unpacking failed: ${(cause as Error).message}. Download it again.`,
      { file: path, cause },
    );
  }
}

/** More than a thousandfold deflate does not pack: a larger size is a lie. */
const maxRatio = 1032;

/**
 * Room for all that unpacks, and to spare, by the size at the end of a gzip file: in one piece, it is not held twice
 * while pieces are joined. Where the size is wrong, there are several pieces after all.
 */
function roomFor(bytes: Buffer): number {
  const size = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  return Math.max(64, Math.min(size, bytes.length * maxRatio, maxOutputLength) + 64);
}

/** Images are views of these bytes, and a Buffer's `slice` would be one too many. */
const plain = ({ buffer, byteOffset, length }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length);
