import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FoveaError } from '../../core/errors.js';

/** How a file is parted into records. */
export interface RecordLayout {
  /** Bytes of a record. */
  readonly length: number;
  /** Bytes before the first. @default 0 */
  readonly header?: number;
}

/**
 * The records of a file, one after another, without reading it whole; a name that ends in `.gz` is unpacked on the
 * way. CIFAR's files have records of 3,073 or 3,074 bytes; MNIST's images 784 behind a header of 16.
 * @returns views that stay valid.
 * @throws NOT_FOUND when the file cannot be read; BAD_FILE when it is no gzip, or ends within a record.
 */
export async function* fixedLengthRecords(
  path: string,
  { length, header = 0 }: RecordLayout,
): AsyncGenerator<Uint8Array, void, undefined> {
  let skip = header;
  let rest = new Uint8Array(0);
  for await (const chunk of unpacked(path)) {
    const bytes = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - bytes.length;
    const joined = rest.length === 0 ? bytes : concatenated(rest, bytes);
    const end = joined.length - (joined.length % length);
    for (let start = 0; start < end; start += length) yield joined.subarray(start, start + length);
    rest = joined.slice(end);
  }
  if (rest.length > 0 || skip > 0)
    throw new FoveaError(
      'BAD_FILE',
      `Expected records of ${length} bytes${header > 0 ? ` behind a header of ${header}` : ''} in ${path} but it ends ${rest.length || header - skip} bytes into ${skip > 0 ? 'the header' : 'a record'}. Download it again.`,
      { file: path },
    );
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const out = new PassThrough();
  const source = createReadStream(path);
  const whole = path.endsWith('.gz') ? pipeline(source, createGunzip(), out) : pipeline(source, out);
  // The stream below ends with the same error; this only keeps it from being unhandled.
  whole.catch(() => {});
  try {
    for await (const chunk of out) yield chunk as Uint8Array;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES';
    throw new FoveaError(
      isAbsent ? 'NOT_FOUND' : 'BAD_FILE',
      `Expected a whole file of records in ${path} but reading it failed: ${message}. ${isAbsent ? 'Check the path.' : 'Download it again.'}`,
      { file: path, cause },
    );
  }
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
