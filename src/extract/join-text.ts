import { stat } from 'node:fs/promises';
import { FoveaError } from '../core/errors.js';
import { openAtomic } from '../files/atomic.js';
import { bytesOfRange, type FileRange } from '../files/file-range.js';

/** Writes the lines of several `.jsonl` files, laid end to end. */
export async function joinJsonl(files: readonly string[], out: string): Promise<void> {
  await writeRanges(await Promise.all(files.map(wholeOf)), out);
}

/**
 * Writes the tables of several `.csv` files, laid end to end, under one line of column names.
 * @throws MISMATCH for another line of names than the first's.
 */
export async function joinCsv(files: readonly string[], out: string): Promise<void> {
  const ranges: FileRange[] = [];
  let names: string | undefined;
  for (const file of files) {
    const whole = await wholeOf(file);
    const line = await firstLineOf(whole);
    if (names !== undefined && line !== names)
      throw new FoveaError(
        'MISMATCH',
        `Expected the columns of ${files[0]} in ${file} but received others. Extract it again.`,
        { file },
      );
    // Column names are ASCII: as many bytes as characters.
    const skipped = names === undefined ? 0 : line.length;
    ranges.push({ file, start: skipped, length: whole.length - skipped });
    names = line;
  }
  await writeRanges(ranges, out);
}

const wholeOf = async (file: string): Promise<FileRange> => ({
  file,
  start: 0,
  length: (await stat(file)).size,
});

async function firstLineOf(range: FileRange): Promise<string> {
  let line = '';
  for await (const block of bytesOfRange(range)) {
    line += new TextDecoder().decode(block);
    const end = line.indexOf('\n');
    if (end >= 0) return line.slice(0, end + 1);
  }
  return line;
}

async function writeRanges(ranges: readonly FileRange[], out: string): Promise<void> {
  const target = await openAtomic(out);
  try {
    for (const range of ranges) for await (const block of bytesOfRange(range)) await target.write(block);
    await target.commit();
  } catch (error) {
    await target.abort();
    throw error;
  }
}
