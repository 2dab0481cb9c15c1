import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeFingerprint } from '../../../src/compare/cache/code-fingerprint.js';
import { DiskStore } from '../../../src/compare/cache/disk-store.js';
import { evict } from '../../../src/compare/cache/evict.js';
import { MemoryStore } from '../../../src/compare/store.js';

const root = mkdtempSync(join(tmpdir(), 'fovea-store-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
function newFolder(): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}
const open = (folder: string, code = 'one') => new DiskStore(folder, { code });
const packsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pack'))
    .map((name) => join(folder, name));

const vector = Float32Array.of(1.5, -2, Number.NaN);
const described = { descriptors: { data: Uint8Array.of(1, 2, 3, 4), shape: [2, 2] }, width: 7 };

describe.each([
  ['in memory', () => new MemoryStore()],
  ['in a folder', () => open(newFolder())],
])('a store %s', (_, make) => {
  it('gives back plain data of any kind, and how long it took', () => {
    const store = make();
    store.put('hog', [
      { item: 'a', value: vector, seconds: 0.25 },
      { item: 'b', value: described, seconds: 0 },
    ]);
    expect(store.get('hog', 'a')).toEqual(vector);
    expect(store.get('hog', 'b')).toEqual(described);
    expect(store.secondsOf('hog', 'a')).toBe(0.25);
    expect([store.get('hog', 'c'), store.get('lbp', 'a'), store.secondsOf('lbp', 'a')]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('holds what was put last', () => {
    const store = make();
    store.put('k', [{ item: 'a', value: 1, seconds: 0 }]);
    expect(store.get('k', 'a')).toBe(1);
    store.put('k', [{ item: 'a', value: 2, seconds: 0 }]);
    store.refresh();
    expect(store.get('k', 'a')).toBe(2);
  });
});

describe('a store in a folder', () => {
  it('is found again by another process, unless that computes with other code', () => {
    const folder = newFolder();
    open(folder).put('hog', [{ item: 'a', value: vector, seconds: 1 }]);
    expect(open(folder).get('hog', 'a')).toEqual(vector);
    expect(open(folder, 'two').get('hog', 'a')).toBeUndefined();
  });

  it('sees what others put once it is refreshed', () => {
    const folder = newFolder();
    const [one, other] = [open(folder), open(folder)];
    expect(one.get('k', 'a')).toBeUndefined();
    other.put('k', [{ item: 'a', value: 1, seconds: 0 }]);
    one.refresh();
    expect(one.get('k', 'a')).toBe(1);
    other.put('k', [{ item: 'b', value: 2, seconds: 0 }]);
    one.refresh();
    expect([one.get('k', 'a'), one.get('k', 'b')]).toEqual([1, 2]);
  });

  it('keeps what is released, and more keys than it holds files open for', () => {
    const store = open(newFolder());
    const keys = Array.from({ length: 80 }, (_, i) => `key ${i}`);
    for (const key of keys) store.put(key, [{ item: 'a', value: key, seconds: 0 }]);
    store.release(keys[0]!);
    for (const key of keys) expect(store.get(key, 'a')).toBe(key);
    store.close();
  });

  it('ignores what is damaged, and takes it anew', () => {
    const folder = newFolder();
    open(folder).put('k', [{ item: 'a', value: vector, seconds: 0 }]);
    const [file] = packsIn(folder) as [string];
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    const store = open(folder);
    expect(store.get('k', 'a')).toBeUndefined();
    store.put('k', [{ item: 'a', value: vector, seconds: 0 }]);
    expect(open(folder).get('k', 'a')).toEqual(vector);
    writeFileSync(packsIn(folder)[0]!, 'nothing of the kind');
    expect(() => open(folder).get('k', 'a')).not.toThrow();
  });

  it('says what to do where nothing can be written', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    const store = open(join(folder, 'file'));
    expect(() => store.put('k', [{ item: 'a', value: 1, seconds: 0 }])).toThrow(
      expect.objectContaining({ code: 'LIMIT', message: expect.stringContaining('--no-cache') }),
    );
  });

  it('counts a file that was evicted meanwhile as absent', () => {
    const folder = newFolder();
    const store = open(folder);
    store.put('k', [{ item: 'a', value: 1, seconds: 0 }]);
    expect(store.secondsOf('k', 'a')).toBe(0);
    for (const file of packsIn(folder)) rmSync(file);
    expect(store.get('k', 'a')).toBeUndefined();
  });
});

describe('eviction', () => {
  it('deletes the oldest packs until the rest fits, and nothing else', async () => {
    const folder = newFolder();
    for (const key of ['old', 'newer', 'newest']) {
      const known = packsIn(folder);
      const store = open(folder);
      store.put(key, [{ item: 'a', value: new Uint8Array(1000), seconds: 0 }]);
      store.close();
      const [file] = packsIn(folder).filter((each) => !known.includes(each)) as [string];
      utimesSync(file, known.length + 1, known.length + 1);
    }
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await evict(folder, { mostBytes: 2500 });
    const left = open(folder);
    expect(['old', 'newer', 'newest'].map((key) => left.secondsOf(key, 'a'))).toEqual([undefined, 0, 0]);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    await evict(folder, { mostBytes: 0 });
    expect(packsIn(folder)).toHaveLength(0);
    await evict(join(folder, 'none'), { mostBytes: 0 });
  });
});

describe('the fingerprint of the code', () => {
  it('is the same every time on one machine', async () => {
    expect(await codeFingerprint()).toMatch(/^[0-9a-f]{64}$/);
    expect(await codeFingerprint()).toBe(await codeFingerprint());
  });
});
