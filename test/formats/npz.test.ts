import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { ndarray } from '../../src/core/ndarray.js';
import { readNpyStrings, writeNpyStrings } from '../../src/formats/npy-strings.js';
import { readNpz, writeNpz } from '../../src/formats/npz.js';
import { hasNumpy, numpyFolder } from './numpy.js';

const features = ndarray(Float32Array.of(1, 2.5, -3, 0.1), [2, 2]);
const paths = ['cats/ä b.jpg', '犬/🐶.png'];

describe('strings as .npy', () => {
  it('are UTF-32, as long as the longest, zero-padded', () => {
    const bytes = writeNpyStrings(['a', 'bc']);
    expect(Array.from(bytes.subarray(128))).toEqual([97, 0, 0, 0, 0, 0, 0, 0, 98, 0, 0, 0, 99, 0, 0, 0]);
  });

  it('come back as they were, of any script', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((s) => !s.endsWith('\0'));
    fc.assert(
      fc.property(fc.array(text), (list) => {
        expect(readNpyStrings(writeNpyStrings(list))).toEqual(list);
      }),
    );
  });

  it('are refused when they are numbers, cut off, or no Unicode', () => {
    const bytes = writeNpyStrings(['abc']);
    const wrong = bytes.slice();
    wrong[wrong.length - 1] = 1;
    for (const damaged of [bytes.subarray(0, -1), wrong])
      expect(() => readNpyStrings(damaged, 'p.npy')).toThrow(
        expect.objectContaining({ code: 'BAD_FILE', file: 'p.npy' }),
      );
  });
});

describe('.npz', () => {
  it('gives back arrays and lists of strings by name', () => {
    expect(readNpz(writeNpz({ features, paths }))).toEqual({ features, paths });
    expect(readNpz(writeNpz({ none: [] }))).toEqual({ none: [] });
    expect(readNpz(writeNpz({}))).toEqual({});
  });

  it('is the same bytes at any time and in any time zone', () => {
    const zone = process.env.TZ;
    const written = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'].map((name) => {
      process.env.TZ = name;
      return writeNpz({ features, paths });
    });
    process.env.TZ = zone;
    if (zone === undefined) delete process.env.TZ;
    expect(written[1]).toEqual(written[0]);
    expect(written[2]).toEqual(written[0]);
    // DOS date and time of the first entry: 1 January 1980, midnight.
    expect(Array.from(written[0]!.subarray(10, 14))).toEqual([0, 0, 0x21, 0]);
  });

  it('refuses what is not a zip of .npy files, by name', () => {
    const cases: [Uint8Array, RegExp][] = [
      [strToU8('path,f0\n'), /cannot be unpacked/],
      [zipSync({ 'notes.txt': strToU8('hello') }), /entries named \*\.npy .*notes\.txt/],
      [zipSync({ 'x.npy': strToU8('hello') }), /set\.npz \(x\)/],
      [writeNpz({ features }).subarray(0, 100), /cannot be unpacked/],
    ];
    for (const [bytes, message] of cases) {
      expect(() => readNpz(bytes, 'set.npz')).toThrow(message);
      expect(() => readNpz(bytes, 'set.npz')).toThrow(expect.objectContaining({ code: 'BAD_FILE' }));
    }
  });
});

describe.skipIf(!hasNumpy)('.npz and NumPy (skipped where python3 has no numpy)', () => {
  const { folder, run } = numpyFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  it('loads without pickle', () => {
    writeFileSync(join(folder, 'ours.npz'), writeNpz({ features, paths }));
    expect(run("z = np.load('ours.npz'); print(z['features'].tolist(), ascii(z['paths'].tolist()))")).toBe(
      "[[1.0, 2.5], [-3.0, 0.10000000149011612]] ['cats/\\xe4 b.jpg', '\\u72ac/\\U0001f436.png']",
    );
  });

  it('reads what NumPy saved, deflated or not', () => {
    run(`a = dict(n=np.arange(6).reshape(2, 3), names=np.array(['x', 'yz']))
np.savez('plain.npz', **a)
np.savez_compressed('small.npz', **a)`);
    for (const name of ['plain.npz', 'small.npz'])
      expect(readNpz(new Uint8Array(readFileSync(join(folder, name))))).toEqual({
        n: ndarray(Int32Array.of(0, 1, 2, 3, 4, 5), [2, 3]),
        names: ['x', 'yz'],
      });
  });
});
