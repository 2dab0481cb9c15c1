import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FoveaError } from '../../src/core/errors.js';
import { encodeArtefact } from '../../src/formats/artefact.js';
import { openIndex, saveIndex } from '../../src/search/index-file.js';
import { createIndex, type MemoryIndex } from '../../src/search/memory-index.js';
import { imageOf, lineVocabulary } from './words.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-index-'));
});
afterAll(() => rm(folder, { recursive: true }));

const pictures = [
  ['beach.jpg', [0, 1, 1, 3]],
  ['bus.jpg', [0, 2, 2, 3]],
  ['blank.jpg', []],
  ['über & co.jpg', [3, 3, 3]],
] as const;

async function smallIndex(order = pictures.map((_, i) => i)): Promise<MemoryIndex> {
  const index = createIndex({
    vocabulary: lineVocabulary(4),
    feature: 'rootsift',
    options: { maxKeypoints: 50 },
    load: { width: 64, height: 64, fit: 'inside' },
  });
  for (const i of order) await index.add(join(folder, 'images', pictures[i]![0]), imageOf(pictures[i]![1]));
  return index;
}

describe('an index in a file', () => {
  it('comes back whole: settings, vocabulary, images and every score', async () => {
    const file = join(folder, 'whole.fovea');
    const before = await smallIndex();
    await saveIndex(file, before);
    const after = await openIndex(file, { vocabulary: before.vocabulary });
    expect(after.size).toBe(4);
    expect(after.settings).toEqual(before.settings);
    expect(after.vocabulary.fingerprint).toBe(before.vocabulary.fingerprint);
    for (const [, words] of pictures)
      expect(await after.search(imageOf(words))).toEqual(await before.search(imageOf(words)));
  });

  it('can be empty', async () => {
    const file = join(folder, 'empty.fovea');
    await saveIndex(file, createIndex({ vocabulary: lineVocabulary(4), feature: 'sift' }));
    const index = await openIndex(file);
    expect(index.size).toBe(0);
    expect(await index.search(imageOf([1]))).toEqual([]);
  });

  it('goes on growing after it was opened', async () => {
    const file = join(folder, 'growing.fovea');
    await saveIndex(file, await smallIndex());
    const index = await openIndex(file);
    await index.add(join(folder, 'images', 'new.jpg'), imageOf([2]));
    await saveIndex(file, index);
    const [first] = await (await openIndex(file)).search(imageOf([2]));
    expect(first!.path).toBe(join(folder, 'images', 'new.jpg'));
  });

  it('has the same bytes for any order of adding, and leaves nothing else behind', async () => {
    const home = join(folder, 'same');
    const [one, two] = [join(home, 'one'), join(home, 'two')];
    await saveIndex(one, await smallIndex([0, 1, 2, 3]));
    await saveIndex(two, await smallIndex([3, 1, 0, 2]));
    expect(await readFile(one)).toEqual(await readFile(two));
    expect(await readdir(home)).toEqual(['one', 'two']);
  });

  it('names its images after it was moved together with them', async () => {
    const file = join(folder, 'here.fovea');
    await saveIndex(file, await smallIndex());
    const moved = join(folder, 'elsewhere', 'deep');
    await mkdir(moved, { recursive: true });
    await copyFile(file, join(moved, 'here.fovea'));
    const index = await openIndex(join(moved, 'here.fovea'));
    const [first] = await index.search(imageOf([3]));
    expect(first!.path).toBe(join(moved, 'images', 'über & co.jpg'));
    expect(await readFile(file, 'latin1')).not.toContain(folder);
  });

  it('gives paths as seen from the working folder when it is named so itself', async () => {
    const file = join(folder, 'relative.fovea');
    await saveIndex(file, await smallIndex());
    const [first] = await (await openIndex(relative(process.cwd(), file))).search(imageOf([3]));
    expect(first!.path).toBe(relative(process.cwd(), join(folder, 'images', 'über & co.jpg')));
  });
});

describe('openIndex', () => {
  it('refuses an index of another vocabulary, naming both fingerprints', async () => {
    const file = join(folder, 'other.fovea');
    const index = await smallIndex();
    await saveIndex(file, index);
    const other = lineVocabulary(4, 5);
    const error = await openIndex(file, { vocabulary: other }).catch((error) => error);
    expect(error).toMatchObject({ code: 'MISMATCH', file });
    expect(error.message).toContain(index.vocabulary.fingerprint);
    expect(error.message).toContain(other.fingerprint);
  });

  it('refuses a missing file, foreign bytes and other artefacts by name', async () => {
    const file = join(folder, 'foreign');
    const refuse = async (bytes: Uint8Array | string, code: string) => {
      await writeFile(file, bytes);
      const error = await openIndex(file).catch((error) => error);
      expect(error).toMatchObject({ code, file });
      expect(error.message).toContain(file);
    };
    const vocabulary = { kind: 'vocabulary', card: {}, state: lineVocabulary(4).state() } as const;
    await refuse('', 'BAD_FILE');
    await refuse('an index, surely', 'BAD_FILE');
    await refuse(encodeArtefact(vocabulary), 'MISMATCH');
    await refuse(encodeArtefact({ ...vocabulary, kind: 'index' }), 'BAD_FILE');
    await rm(file);
    await expect(openIndex(file)).rejects.toMatchObject({ code: 'NOT_FOUND', file });
  });

  it('never answers from a damaged file: a flipped bit or a cut gives an error that names it', async () => {
    const file = join(folder, 'damaged');
    const whole = join(folder, 'whole');
    await saveIndex(whole, await smallIndex());
    const bytes = new Uint8Array(await readFile(whole));
    const expectRefusal = async (damaged: Uint8Array) => {
      await writeFile(file, damaged);
      const error = await openIndex(file).catch((error) => error);
      expect(error).toBeInstanceOf(FoveaError);
      expect(['BAD_FILE', 'MISMATCH']).toContain(error.code);
      expect(error.message).toContain(file);
    };
    for (let at = 0; at < bytes.length; at += 3) {
      const flipped = bytes.slice();
      flipped[at]! ^= 1 << (at % 8);
      await expectRefusal(flipped);
    }
    for (let length = 0; length < bytes.length; length += 37) await expectRefusal(bytes.slice(0, length));
    await expectRefusal(new Uint8Array([...bytes, 0]));
  });
});
