import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAtomic, writeAtomic } from '../../src/files/atomic.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('atomic files', () => {
  it('appear under their name only on commit, with a header overwritten in place', async () => {
    const path = join(folder, 'deep', 'rows.bin');
    const file = await openAtomic(path);
    await file.write('????');
    await file.write(Uint8Array.of(5, 6));
    await file.writeAt(0, Uint8Array.of(1, 2, 3, 4));
    expect(await readdir(join(folder, 'deep'))).not.toContain('rows.bin');
    await file.commit();
    expect(await readdir(join(folder, 'deep'))).toEqual(['rows.bin']);
    expect([...(await readFile(path))]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('leave the old file and nothing else when aborted', async () => {
    const path = join(folder, 'kept.txt');
    await writeFile(path, 'old');
    const file = await openAtomic(path);
    await file.write('new');
    await file.abort();
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['kept.txt']);
  });

  it('leave nothing behind when the rename fails', async () => {
    const path = join(folder, 'taken');
    await writeAtomic(join(path, 'inside.txt'), 'x');
    await expect(writeAtomic(path, 'a file where a folder is')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
