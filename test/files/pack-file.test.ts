import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { indexPack, type PackedItem, PackWriter, readPacked } from '../../src/files/pack-file.js';

const root = mkdtempSync(join(tmpdir(), 'fovea-pack-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
const newFolder = () => join(root, String(folders++));
const bytesOf = (text: string) => new TextEncoder().encode(text);
const item = (name: string, text: string) => ({ name, bytes: bytesOf(text), seconds: text.length / 8 });

/** A pack of two batches, and its path. */
function pack(): string {
  const folder = newFolder();
  const writer = PackWriter.createIn(folder);
  writer.append([item('a', 'first'), item('b', '')]);
  writer.append([item('c', 'third'), item('a', 'newer')]);
  writer.close();
  return join(folder, readdirSync(folder)[0]!);
}

function contents(file: string): Record<string, string | undefined> {
  const items = new Map<string, PackedItem>();
  indexPack(file, items);
  const handle = openSync(file, 'r');
  const texts = [...items].map(([name, packed]) => {
    const bytes = readPacked(handle, packed);
    return [name, bytes && new TextDecoder().decode(bytes)] as const;
  });
  closeSync(handle);
  return Object.fromEntries(texts);
}

describe('a pack', () => {
  it('gives back what went in, the later of two items of one name', () => {
    expect(contents(pack())).toEqual({ a: 'newer', b: '', c: 'third' });
    const items = new Map<string, PackedItem>();
    indexPack(pack(), items);
    expect(items.get('c')!.seconds).toBe(5 / 8);
  });

  it('holds any bytes under any name', () => {
    const entries = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 64 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(entries, (all) => {
        const folder = newFolder();
        const writer = PackWriter.createIn(folder);
        writer.append(all.map(([name, bytes]) => ({ name, bytes, seconds: 0 })));
        writer.close();
        const file = join(folder, readdirSync(folder)[0]!);
        const items = new Map<string, PackedItem>();
        indexPack(file, items);
        const handle = openSync(file, 'r');
        for (const [name, bytes] of new Map(all)) expect(readPacked(handle, items.get(name)!)).toEqual(bytes);
        closeSync(handle);
      }),
      { numRuns: 30 },
    );
  });

  it('is indexed from where it was left when it has grown', () => {
    const folder = newFolder();
    const writer = PackWriter.createIn(folder);
    writer.append([item('a', 'one')]);
    const file = join(folder, readdirSync(folder)[0]!);
    const items = new Map<string, PackedItem>();
    const end = indexPack(file, items);
    writer.append([item('b', 'two')]);
    items.clear();
    indexPack(file, items, end);
    expect([...items.keys()]).toEqual(['b']);
    writer.close();
  });

  it('counts whole batches when it was cut off at any byte', () => {
    const file = pack();
    const { length } = readFileSync(file);
    const states = new Set<string>();
    for (let size = length; size >= 0; size--) {
      truncateSync(file, size);
      states.add(JSON.stringify(contents(file)));
    }
    expect([...states]).toEqual(['{"a":"newer","b":"","c":"third"}', '{"a":"first","b":""}', '{}']);
  });

  it('never gives back damaged bytes', () => {
    const file = pack();
    const whole = readFileSync(file);
    const right: Record<string, readonly (string | undefined)[]> = {
      a: ['first', 'newer', undefined],
      b: ['', undefined],
      c: ['third', undefined],
    };
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0x20;
      writeFileSync(file, damaged);
      for (const [name, text] of Object.entries(contents(file))) expect(right[name]).toContain(text);
    }
    writeFileSync(file, whole);
    appendFileSync(file, 'something else');
    expect(contents(file)).toEqual({ a: 'newer', b: '', c: 'third' });
  });

  it('is never written to by two', () => {
    const folder = newFolder();
    const writers = [PackWriter.createIn(folder), PackWriter.createIn(folder)];
    for (const writer of writers) writer.append([item('a', 'one')]);
    for (const writer of writers) writer.close();
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
