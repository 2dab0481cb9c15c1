import { sizeOf } from '../core/ndarray.js';
import { npyHeaderOf, readNpyHeader, refused } from './npy-header.js';

/**
 * Strings as a one-dimensional `.npy` array of NumPy's type `<U`: UTF-32, all as long as the longest, padded
 * with zeros. `np.load` reads it without pickle.
 */
export function writeNpyStrings(strings: readonly string[]): Uint8Array {
  const blocks = [...npyStringBlocks(strings)];
  const bytes = new Uint8Array(blocks.reduce((total, { length }) => total + length, 0));
  let position = 0;
  for (const block of blocks) {
    bytes.set(block, position);
    position += block.length;
  }
  return bytes;
}

const stringsABlock = 1024;

/** The bytes of `writeNpyStrings`, a block at a time: padded to the longest, a long list takes much memory. */
export function* npyStringBlocks(strings: readonly string[]): Generator<Uint8Array> {
  const width = strings.reduce((widest, text) => Math.max(widest, lengthInPoints(text)), 1);
  yield npyHeaderOf(`<U${width}`, [strings.length]);
  for (let start = 0; start < strings.length; start += stringsABlock)
    yield paddedBlock(strings.slice(start, start + stringsABlock), width);
}

function lengthInPoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function paddedBlock(strings: readonly string[], width: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(strings.length * width * 4));
  strings.forEach((text, i) => {
    let at = i * width * 4;
    for (const char of text) {
      view.setUint32(at, char.codePointAt(0)!, true);
      at += 4;
    }
  });
  return new Uint8Array(view.buffer);
}

/**
 * Reads a `.npy` array of strings of one dimension. Trailing NUL characters are padding, as in NumPy.
 * @throws BAD_FILE when it holds something else, is cut off, or has code points that Unicode lacks.
 */
export function readNpyStrings(bytes: Uint8Array, file = 'the .npy data'): string[] {
  const { descr, shape, dataStart } = readNpyHeader(bytes, file);
  const width = Number(/^<U(\d+)$/.exec(descr)?.[1] ?? Number.NaN);
  const expected = sizeOf(shape) * width * 4;
  if (Number.isNaN(width) || shape.length !== 1 || bytes.length - dataStart !== expected)
    throw refused(
      file,
      'a list of strings',
      `dtype '${descr}', shape (${shape.join(', ')}) in ${bytes.length - dataStart} bytes`,
      "Save np.array(list, dtype='U').",
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart, expected);
  return Array.from({ length: shape[0]! }, (_, i) => {
    let text = '';
    for (let j = 0; j < width; j++) {
      const point = view.getUint32((i * width + j) * 4, true);
      if (point > 0x10ffff) throw refused(file, 'Unicode text', `the code point ${point}`, 'Save it again.');
      text += String.fromCodePoint(point);
    }
    return text.slice(0, lengthWithoutNuls(text));
  });
}

function lengthWithoutNuls(text: string): number {
  let length = text.length;
  while (length > 0 && text.charCodeAt(length - 1) === 0) length--;
  return length;
}
