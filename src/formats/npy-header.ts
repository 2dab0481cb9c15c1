import { FoveaError } from '../core/errors.js';
import type { Dtype } from './dtype.js';

/** What the header of a `.npy` file says. */
export interface NpyHeader {
  /** NumPy's type string with its byte order: `<f4`, `|u1`, `<U12`. */
  readonly descr: string;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly dataStart: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const alignment = 64;
const rowDigits = 21;

/**
 * The header of a `.npy` file (format 1.0), byte for byte as NumPy ≥ 1.23 writes it.
 * Its length does not depend on the number of rows: a stream can begin with `npyHeader(dtype, [0, width])`
 * and, once the rows are counted, be overwritten in place with `npyHeader(dtype, [rows, width])`.
 */
export function npyHeader(dtype: Dtype, shape: readonly number[]): Uint8Array {
  return npyHeaderOf(dtype.endsWith('1') ? `|${dtype}` : `<${dtype}`, shape);
}

/** As `npyHeader`, for any type string. */
export function npyHeaderOf(descr: string, shape: readonly number[]): Uint8Array {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const spare = shape.length === 0 ? 0 : rowDigits - String(shape[0]).length;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${lengths}), }${' '.repeat(spare)}`;
  const total = (Math.floor((10 + text.length + 1) / alignment) + 1) * alignment;
  const header = new Uint8Array(total).fill(0x20);
  header.set([...magic, 1, 0, (total - 10) & 255, (total - 10) >> 8]);
  for (let i = 0; i < text.length; i++) header[10 + i] = text.charCodeAt(i);
  header[total - 1] = 0x0a;
  return header;
}

/**
 * Reads the header of a `.npy` file, formats 1.0, 2.0 and 3.0.
 * @throws BAD_FILE for anything that is not one, is cut off, or is an array in Fortran order.
 */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    throw refused(file, 'a .npy file', 'other bytes', 'Save it with np.save.');
  const version = bytes[6]!;
  if (version < 1 || version > 3)
    throw refused(file, '.npy format 1, 2 or 3', `${version}`, 'Save it with np.save.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [textStart, length] = version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const dataStart = textStart + length;
  if (dataStart > bytes.length)
    throw refused(
      file,
      `a header of ${length} bytes`,
      `${bytes.length - textStart}`,
      'The file is cut off; save it again.',
    );
  const text = new TextDecoder().decode(bytes.subarray(textStart, dataStart));
  return { ...parseHeader(text, file), dataStart };
}

/** The header is a Python dictionary of three keys, written as a literal. */
function parseHeader(text: string, file: string): { descr: string; shape: number[] } {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const lengths = /'shape'\s*:\s*\(([\d\sL,]*)\)/.exec(text)?.[1];
  if (/'descr'\s*:\s*\[/.test(text))
    throw refused(
      file,
      'an array of numbers',
      'a structured array',
      'Save each field as an array of its own.',
    );
  if (descr === undefined || order === undefined || lengths === undefined)
    throw refused(
      file,
      'a .npy header with descr, fortran_order and shape',
      `'${text.trim().slice(0, 80)}'`,
      'Save it with np.save.',
    );
  if (order === 'True')
    throw refused(
      file,
      'rows one after another (C order)',
      'columns one after another (Fortran order)',
      'Save np.ascontiguousarray(array) instead.',
    );
  const shape = lengths
    .split(',')
    .map((length) => length.trim())
    .filter((length) => length !== '')
    .map((length) => Number(length.replace(/L$/, '')));
  return { descr, shape };
}

/** A `.npy` file that cannot be used, in the words of every error of Fovea. */
export function refused(file: string, expected: string, received: string, mend: string): FoveaError {
  return new FoveaError('BAD_FILE', `Expected ${expected} in ${file} but received ${received}. ${mend}`, {
    file,
  });
}
