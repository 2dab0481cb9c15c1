import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ndarray } from '../../src/core/ndarray.js';
import { headOfRange } from '../../src/files/file-range.js';
import { entriesOfStoredZip } from '../../src/files/read-stored-zip.js';
import { openStoredZip } from '../../src/files/stored-zip.js';
import { writeNpy } from '../../src/formats/npy.js';
import { npyStringBlocks } from '../../src/formats/npy-strings.js';
import { writeNpz } from '../../src/formats/npz.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
  path = join(folder, 'a.npz');
});
afterEach(() => rm(folder, { recursive: true }));

const features = ndarray(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2]);
const paths = ['ä.png', 'b.png', '犬/🐶.png'];

async function written(): Promise<Buffer> {
  const zip = await openStoredZip(path);
  const bytes = writeNpy(features);
  await zip.add('features.npy', [bytes.subarray(0, 100), bytes.subarray(100)]);
  await zip.add('paths.npy', npyStringBlocks(paths));
  await zip.commit();
  return readFile(path);
}

describe('openStoredZip', () => {
  it('writes, piece by piece, the bytes that writeNpz makes in memory', async () => {
    expect((await written()).equals(writeNpz({ features, paths }))).toBe(true);
  });

  it('leaves nothing behind when it is aborted', async () => {
    const zip = await openStoredZip(path);
    await zip.add('a', [Uint8Array.of(1)]);
    await zip.abort();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('entriesOfStoredZip', () => {
  it('finds every entry', async () => {
    await written();
    const entries = await entriesOfStoredZip(path);
    expect([...entries.keys()]).toEqual(['features.npy', 'paths.npy']);
    const range = entries.get('features.npy')!;
    expect(Buffer.from(writeNpy(features)).equals(await headOfRange(range, range.length))).toBe(true);
  });

  it('refuses a file that is cut off, or something else', async () => {
    const bytes = await written();
    for (const damaged of [bytes.subarray(0, -1), bytes.subarray(bytes.length - 30), Buffer.from('PK')]) {
      await writeFile(path, damaged);
      await expect(entriesOfStoredZip(path)).rejects.toMatchObject({ code: 'BAD_FILE', file: path });
    }
  });
});
