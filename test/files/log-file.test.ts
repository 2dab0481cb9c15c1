import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from '../../src/files/log-file.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
  path = join(folder, 'log');
});
afterEach(() => rm(folder, { recursive: true }));

const first = Uint8Array.of(1, 2, 3);
const second = Uint8Array.of(4, 5);

/** The bytes of a log of two records, and where the first ends. */
async function written(): Promise<{ bytes: Buffer; middle: number }> {
  const log = await LogFile.create(path, 'begin');
  await log.append(first);
  const middle = (await readFile(path)).length;
  await log.append(second);
  await log.close();
  return { bytes: await readFile(path), middle };
}

async function reopened(bytes: Uint8Array): Promise<{ records: Uint8Array[]; log: LogFile }> {
  await writeFile(path, bytes);
  const log = (await LogFile.open(path))!;
  const records: Uint8Array[] = [];
  for await (const record of log.records()) records.push(record);
  return { records, log };
}

describe('LogFile', () => {
  it('gives back its first line and its records', async () => {
    const { bytes } = await written();
    const { records, log } = await reopened(bytes);
    expect([log.firstLine, records]).toEqual(['begin', [first, second]]);
    await log.close();
  });

  it('wherever it is cut off, has the records that are whole, and goes on behind them', async () => {
    const { bytes, middle } = await written();
    for (let end = 'begin\n'.length; end < bytes.length; end++) {
      const { records, log } = await reopened(bytes.subarray(0, end));
      expect(records).toEqual(end < middle ? [] : [first]);
      await log.dropRest();
      for (const record of [first, second].slice(records.length)) await log.append(record);
      await log.close();
      expect((await readFile(path)).equals(bytes)).toBe(true);
    }
  });

  it('drops a damaged record and what follows, and a stretch of zeros', async () => {
    const { bytes, middle } = await written();
    const damaged = Buffer.from(bytes);
    damaged[middle - 1]! ^= 1;
    const afterDamage = await reopened(damaged);
    expect(afterDamage.records).toEqual([]);
    const beforeZeros = await reopened(Buffer.concat([bytes, Buffer.alloc(100)]));
    expect(beforeZeros.records).toEqual([first, second]);
    await Promise.all([afterDamage.log.close(), beforeZeros.log.close()]);
  });

  it('is nothing where there is no file, or not a whole first line', async () => {
    expect(await LogFile.open(path)).toBeUndefined();
    await writeFile(path, 'beg');
    expect(await LogFile.open(path)).toBeUndefined();
  });
});
