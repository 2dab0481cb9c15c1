import { stat } from 'node:fs/promises';
import { FoveaError } from '../core/errors.js';
import { openAtomic } from '../files/atomic.js';
import { bytesOfRange, type FileRange, headOfRange } from '../files/file-range.js';
import { npyHeader, readNpyHeader } from '../formats/npy-header.js';

/** Writes the rows of several `.npy` files of float32, laid end to end. */
export async function joinNpy(files: readonly string[], out: string): Promise<void> {
  const ranges = await Promise.all(
    files.map(async (file) => ({ file, start: 0, length: (await stat(file)).size })),
  );
  const target = await openAtomic(out);
  try {
    for await (const block of joinedRows(ranges)) await target.write(block);
    await target.commit();
  } catch (error) {
    await target.abort();
    throw error;
  }
}

/**
 * The bytes of a `.npy` array of all rows of several, each a range of a file.
 * @throws BAD_FILE for anything but float32 rows; MISMATCH for rows of another length than the first's.
 */
export async function* joinedRows(ranges: readonly FileRange[]): AsyncGenerator<Uint8Array> {
  const blocks = await Promise.all(ranges.map(rowsIn));
  const width = blocks[0]!.width;
  for (const { numbers, width: received } of blocks)
    if (received !== width)
      throw new FoveaError(
        'MISMATCH',
        `Expected rows of ${width} numbers, as in ${ranges[0]!.file}, but ${numbers.file} has rows of ${received}.`,
        { file: numbers.file },
      );
  yield npyHeader('f4', [blocks.reduce((total, { rows }) => total + rows, 0), width]);
  for (const { numbers } of blocks) yield* bytesOfRange(numbers);
}

/** Longer than any header of two lengths. */
const HEADER_BYTES = 1024;

async function rowsIn(range: FileRange): Promise<{ rows: number; width: number; numbers: FileRange }> {
  const { file } = range;
  const { descr, shape, dataStart } = readNpyHeader(await headOfRange(range, HEADER_BYTES), file);
  const [rows = 0, width = 0] = shape;
  const length = range.length - dataStart;
  if (descr !== '<f4' || shape.length !== 2 || length !== rows * width * 4)
    throw new FoveaError(
      'BAD_FILE',
      `Expected float32 rows in ${file} but received dtype '${descr}', shape (${shape.join(', ')}) in ${length} bytes. Extract it again.`,
      { file },
    );
  return { rows, width, numbers: { file, start: range.start + dataStart, length } };
}
