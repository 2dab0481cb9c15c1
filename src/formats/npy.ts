import type { NdArray, NumericArray } from '../core/ndarray.js';
import { sizeOf } from '../core/ndarray.js';
import { arrayOfDtype, bytesOf, type Dtype, dtypeOf, numbersFrom } from './dtype.js';
import { npyHeader, readNpyHeader, refused } from './npy-header.js';

/**
 * An array as the bytes of a `.npy` file (format 1.0, C order, little-endian), identical to `np.save`.
 * Reference: NumPy Enhancement Proposal 1.
 */
export function writeNpy(array: NdArray): Uint8Array {
  const header = npyHeader(dtypeOf(array.data), array.shape);
  const bytes = new Uint8Array(header.length + array.data.byteLength);
  bytes.set(header);
  bytes.set(bytesOf(array.data), header.length);
  return bytes;
}

/**
 * Reads the bytes of a `.npy` file, formats 1.0 to 3.0, either byte order. The numbers are copied.
 * - `bool` becomes Uint8Array of 0 and 1;
 * - `int64` becomes Int32Array where every value fits;
 * - every other type but the eight of `NdArray` is refused by name, as are pickled objects.
 * @param file the name for error messages.
 * @throws BAD_FILE for another format, another type, Fortran order, missing or trailing bytes.
 */
export function readNpy(bytes: Uint8Array, file = 'the .npy data'): NdArray {
  const { descr, shape, dataStart } = readNpyHeader(bytes, file);
  const [order, type] = [descr.slice(0, 1), descr.slice(1)];
  const width = type === 'b1' ? 1 : type === 'i8' ? 8 : arrayOfDtype[type as Dtype]?.BYTES_PER_ELEMENT;
  if (width === undefined || !'<>|='.includes(order))
    throw refused(
      file,
      'numbers (float32, float64 or integers of up to 32 bits)',
      `dtype '${descr}'`,
      descr.endsWith('O')
        ? 'Pickled objects are never read; save a plain array.'
        : 'Save array.astype(np.float32) instead.',
    );
  const body = bytes.subarray(dataStart);
  const expected = sizeOf(shape) * width;
  if (body.length !== expected)
    throw refused(
      file,
      `${expected} bytes of numbers for shape (${shape.join(', ')})`,
      `${body.length}`,
      body.length < expected
        ? 'The file is cut off; save it again.'
        : 'Save one array a file, or use np.savez.',
    );
  const ordered = order === '>' ? swapped(body, width) : body;
  return { data: decode(ordered, { type, file }), shape };
}

function decode(bytes: Uint8Array, { type, file }: { type: string; file: string }): NumericArray {
  if (type === 'b1') return numbersFrom(bytes, 'u1');
  return type === 'i8' ? narrowed(bytes, file) : numbersFrom(bytes, type as Dtype);
}

/** 64-bit integers as 32-bit ones. */
function narrowed(bytes: Uint8Array, file: string): Int32Array {
  const halves = numbersFrom(bytes, 'i4');
  const values = new Int32Array(halves.length / 2);
  for (let i = 0; i < values.length; i++) {
    values[i] = halves[2 * i]!;
    if (halves[2 * i + 1] !== values[i]! >> 31)
      throw refused(
        file,
        'integers that fit in 32 bits',
        `a larger int64 at position ${i}`,
        'Save array.astype(np.float64) instead.',
      );
  }
  return values;
}

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  // Not slice, which in a Buffer of Node copies nothing.
  const copy = new Uint8Array(bytes);
  for (let start = 0; start < copy.length; start += width) copy.subarray(start, start + width).reverse();
  return copy;
}
