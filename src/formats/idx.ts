import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';

/**
 * Reads an idx file of bytes, the format of MNIST: two zero bytes, the type (8: unsigned bytes), the number of
 * dimensions, each length as a big-endian 32-bit integer, then the numbers, the last dimension fastest.
 * The numbers are a view of `bytes`, not a copy.
 * Reference: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
 * @param file the name for error messages.
 * @throws BAD_FILE for another format, another number type, missing or trailing bytes.
 */
export function readIdx(bytes: Uint8Array, file = 'the idx data'): NdArray<Uint8Array> {
  const [zero, zeroToo, type, dimensions = 0] = bytes;
  if (zero !== 0 || zeroToo !== 0 || dimensions < 1)
    throw refused(file, 'an idx file (two zero bytes, a type, at least one dimension)', 'other bytes');
  if (type !== 0x08) throw refused(file, 'unsigned bytes (type 8)', `type ${type}`);
  const dataStart = 4 + 4 * dimensions;
  if (bytes.length < dataStart) throw refused(file, `${dataStart} bytes of header`, `${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = shape.reduce((size, length) => size * length, 1);
  if (bytes.length - dataStart !== expected)
    throw refused(file, `${expected} bytes for shape [${shape.join(', ')}]`, `${bytes.length - dataStart}`);
  return { data: new Uint8Array(bytes.buffer, bytes.byteOffset + dataStart, expected), shape };
}

function refused(file: string, expected: string, received: string): FoveaError {
  return new FoveaError(
    'BAD_FILE',
    `Expected ${expected} in ${file} but received ${received}. Download the file again.`,
    { file },
  );
}
