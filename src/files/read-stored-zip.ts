import { stat } from 'node:fs/promises';
import { FoveaError } from '../core/errors.js';
import { type FileRange, headOfRange } from './file-range.js';

/**
 * Where the entries of a zip file lie, by name: for files that `openStoredZip` wrote (stored, without a comment).
 * @throws BAD_FILE for anything else.
 */
export async function entriesOfStoredZip(file: string): Promise<Map<string, FileRange>> {
  const { size } = await stat(file);
  const read = async (start: number, length: number) => {
    if (start < 0 || start + length > size) throw refused(file);
    return viewOf(await headOfRange({ file, start, length }, length));
  };
  const end = await read(size - END_LENGTH, END_LENGTH);
  if (end.getUint32(0, true) !== 0x06054b50) throw refused(file);
  const directory = await read(end.getUint32(16, true), end.getUint32(12, true));
  const entries = new Map<string, FileRange>();
  for (let at = 0, i = 0; i < end.getUint16(10, true); i++) {
    if (at + DIRECTORY_HEAD > directory.byteLength) throw refused(file);
    const nameLength = directory.getUint16(at + 28, true);
    const name = new TextDecoder().decode(
      new Uint8Array(directory.buffer, directory.byteOffset + at + DIRECTORY_HEAD, nameLength),
    );
    if (directory.getUint16(at + 10, true) !== STORED) throw refused(file);
    const local = directory.getUint32(at + 42, true);
    const head = await read(local, LOCAL_HEAD);
    const start = local + LOCAL_HEAD + head.getUint16(26, true) + head.getUint16(28, true);
    const length = directory.getUint32(at + 24, true);
    if (start + length > size) throw refused(file);
    entries.set(name, { file, start, length });
    at +=
      DIRECTORY_HEAD + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return entries;
}

const STORED = 0;
const END_LENGTH = 22;
const DIRECTORY_HEAD = 46;
const LOCAL_HEAD = 30;

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

const refused = (file: string): FoveaError =>
  new FoveaError(
    'BAD_FILE',
    `Expected an .npz file as fovea extract writes it in ${file} but it is damaged or of another make. Extract it again.`,
    { file },
  );
