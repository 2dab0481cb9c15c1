import { FoveaError } from '../core/errors.js';
import type { NumericArray } from '../core/ndarray.js';
import { type FileRange, headOfRange } from '../files/file-range.js';
import { entriesOfStoredZip } from '../files/read-stored-zip.js';
import { openStoredZip } from '../files/stored-zip.js';
import { readNpy, writeNpy } from '../formats/npy.js';
import { npyStringBlocks } from '../formats/npy-strings.js';
import { joinedRows } from './join-npy.js';

/** Writes the arrays of several `.npz` files of features, laid end to end. @param paths of all their images. */
export async function joinNpz(
  files: readonly string[],
  out: string,
  paths: readonly string[],
): Promise<void> {
  const parts = await Promise.all(files.map(entriesOfStoredZip));
  const rowsOf = (name: string) => joinedRows(parts.map((part) => entryOf(part, name)));
  const zip = await openStoredZip(out);
  try {
    for (const name of ['features.npy', 'keypoints.npy', 'descriptors.npy'])
      if (parts[0]!.has(name)) await zip.add(name, rowsOf(name));
    if (parts[0]!.has(OFFSETS)) await zip.add(OFFSETS, [await joinedOffsets(parts)]);
    if (parts[0]!.has(SIZES)) await zip.add(SIZES, [await joinedSizes(parts)]);
    await zip.add('paths.npy', npyStringBlocks(paths));
    await zip.commit();
  } catch (error) {
    await zip.abort();
    throw error;
  }
}

const OFFSETS = 'offsets.npy';
const SIZES = 'sizes.npy';

type Entries = ReadonlyMap<string, FileRange>;

function entryOf(part: Entries, name: string): FileRange {
  const entry = part.get(name);
  if (entry) return entry;
  const file = [...part.values()][0]?.file;
  throw new FoveaError(
    'MISMATCH',
    `Expected an array ${name} in ${file}, as in the first shard, but it has ${[...part.keys()].join(', ')}.`,
    { ...(file !== undefined && { file }) },
  );
}

/** Each shard counts its rows from 0; here they go on where the shard before ended. */
async function joinedOffsets(parts: readonly Entries[]): Promise<Uint8Array> {
  const offsets = [0];
  for (const part of parts) {
    const data = await numbersOf(part, OFFSETS);
    const before = offsets.at(-1)!;
    for (const offset of data.subarray(1)) offsets.push(before + offset);
  }
  return writeNpy({ data: Int32Array.from(offsets), shape: [offsets.length] });
}

async function joinedSizes(parts: readonly Entries[]): Promise<Uint8Array> {
  const sizes: number[] = [];
  for (const part of parts) for (const size of await numbersOf(part, SIZES)) sizes.push(size);
  return writeNpy({ data: Int32Array.from(sizes), shape: [sizes.length / 2, 2] });
}

async function numbersOf(part: Entries, name: string): Promise<NumericArray> {
  const entry = entryOf(part, name);
  return readNpy(await headOfRange(entry, entry.length), entry.file).data;
}
