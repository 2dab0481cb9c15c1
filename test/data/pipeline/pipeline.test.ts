import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.js';
import { batched } from '../../../src/data/pipeline/batched.js';
import { fixedLengthRecords } from '../../../src/data/pipeline/fixed-length-records.js';
import { keptRecords } from '../../../src/data/pipeline/kept-records.js';
import { prefetched } from '../../../src/data/pipeline/prefetched.js';
import { shuffled } from '../../../src/data/pipeline/shuffled.js';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a shuffle buffer', () => {
  it('gives every item once, in an order that the seed decides', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 50 }), fc.nat(), async (count, buffer, seed) => {
        const run = () => all(shuffled(upTo(count), { buffer, random: new Random(seed) }));
        const order = await run();
        expect(order.toSorted((a, b) => a - b)).toEqual(upTo(count));
        expect(await run()).toEqual(order);
      }),
    ));

  it('of one item leaves the order, and refuses to hold none', async () => {
    expect(await all(shuffled(upTo(9), { buffer: 1, random: new Random(1) }))).toEqual(upTo(9));
    await expect(all(shuffled([1], { buffer: 0, random: new Random(1) }))).rejects.toMatchObject({
      code: 'BAD_OPTION',
    });
  });
});

describe('batches', () => {
  it('are lists of the size asked for, the last one shorter', async () => {
    expect(await all(batched(upTo(7), 3))).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(await all(batched([], 3))).toEqual([]);
  });
});

describe('prefetching', () => {
  it('keeps the order and never has more under way than it may', async () => {
    let open = 0;
    let most = 0;
    const load = async (item: number) => {
      most = Math.max(most, ++open);
      await new Promise((done) => setTimeout(done, (7 - item) % 3));
      open--;
      return item * 2;
    };
    expect(await all(prefetched(upTo(8), load, { ahead: 3 }))).toEqual(upTo(8).map((i) => i * 2));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe('records of fixed length', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fovea-records-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are read behind a header, packed or not, across the chunks of the file', async () => {
    const bytes = Uint8Array.from({ length: 5 + 300 * 1000 }, (_, i) => i % 251);
    await writeFile(join(folder, 'plain.bin'), bytes);
    await writeFile(join(folder, 'packed.bin.gz'), gzipSync(bytes));
    for (const name of ['plain.bin', 'packed.bin.gz']) {
      const records = await all(fixedLengthRecords(join(folder, name), { length: 1000, header: 5 }));
      expect(records).toHaveLength(300);
      expect(records[299]).toEqual(bytes.slice(5 + 299_000, 5 + 300_000));
    }
  });

  it('are kept in memory, all of them, behind one another', async () => {
    const bytes = Uint8Array.from({ length: 3000 * 1000 }, (_, i) => (i >> 8) % 253);
    await writeFile(join(folder, 'kept.bin.gz'), gzipSync(bytes, { level: 1 }));
    const records = await keptRecords(join(folder, 'kept.bin.gz'), { length: 1000 });
    expect(records.count).toBe(3000);
    for (const i of [0, 1047, 1048, 2096, 2999])
      expect(records.at(i)).toEqual(bytes.subarray(i * 1000, (i + 1) * 1000));
  });

  it('are refused where the file ends within one, is damaged, or is not there', async () => {
    await writeFile(join(folder, 'short.bin'), new Uint8Array(1999));
    await writeFile(join(folder, 'no.bin.gz'), new Uint8Array(50));
    const read = (name: string) => all(fixedLengthRecords(join(folder, name), { length: 1000 }));
    await expect(read('short.bin')).rejects.toMatchObject({ code: 'BAD_FILE' });
    await expect(read('no.bin.gz')).rejects.toMatchObject({ code: 'BAD_FILE' });
    await expect(read('absent.bin')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
