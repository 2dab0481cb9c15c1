import { FoveaError } from '../../core/errors.js';
import { fixedLengthRecords, type RecordLayout } from './fixed-length-records.js';

/** The records of a file in memory. */
export interface KeptRecords {
  readonly count: number;
  /** The bytes of record `i`, as a view. */
  at(i: number): Uint8Array;
}

/** Records are kept in blocks of about this size. */
const BLOCK_BYTES = 1 << 20;

/** The largest known file of this kind, CIFAR-100's training set, has 154 MB; more is a mistake or an attack. */
const MOST_BYTES = 2 ** 30;

/**
 * Reads the records of a file into memory, each byte held once: neither the packed file nor the unpacked one is there
 * as a whole besides.
 * @throws BAD_FILE for more than 1 GiB, and what `fixedLengthRecords` throws.
 */
export async function keptRecords(path: string, layout: RecordLayout): Promise<KeptRecords> {
  const { length } = layout;
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / length));
  const blocks: Uint8Array[] = [];
  let count = 0;
  for await (const record of fixedLengthRecords(path, layout)) {
    const place = count++ % perBlock;
    if (place === 0) blocks.push(new Uint8Array(perBlock * length));
    blocks.at(-1)!.set(record, place * length);
    if (count * length > MOST_BYTES)
      throw new FoveaError(
        'BAD_FILE',
        `Expected records of ${length} bytes, at most 1 GiB of them, in ${path} but there are more.`,
        { file: path },
      );
  }
  return {
    count,
    at(i) {
      const start = (i % perBlock) * length;
      return blocks[Math.floor(i / perBlock)]!.subarray(start, start + length);
    },
  };
}
