import { createReadStream } from 'node:fs';

/** A stretch of a file's bytes. */
export interface FileRange {
  readonly file: string;
  readonly start: number;
  readonly length: number;
}

/** The bytes of a range, a block at a time. */
export async function* bytesOfRange({ file, start, length }: FileRange): AsyncGenerator<Uint8Array> {
  if (length > 0) yield* createReadStream(file, { start, end: start + length - 1, highWaterMark: 1 << 20 });
}

/** The first bytes of a range, at most `count`. */
export async function headOfRange(range: FileRange, count: number): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  for await (const block of bytesOfRange({ ...range, length: Math.min(count, range.length) }))
    blocks.push(block);
  return Buffer.concat(blocks);
}
