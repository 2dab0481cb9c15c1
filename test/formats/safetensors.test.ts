import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NdArray, ndarray } from '../../src/core/ndarray.js';
import { arrayOfDtype, type Dtype } from '../../src/formats/dtype.js';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.js';

/** A file with any header, for files that Fovea itself would never write. */
function fileOf(header: unknown, body: ArrayLike<number> = [], length?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(Array.from(body), 8 + json.length);
  return bytes;
}
const tensor = (dtype: string, shape: unknown, data_offsets: unknown) => ({ dtype, shape, data_offsets });

const arrays: fc.Arbitrary<NdArray> = fc
  .record({
    dtype: fc.constantFrom(...(Object.keys(arrayOfDtype) as Dtype[])),
    shape: fc.array(fc.nat(3), { maxLength: 3 }),
  })
  .map(({ dtype, shape }) => {
    const data = new arrayOfDtype[dtype](shape.reduce((a, b) => a * b, 1));
    return ndarray(
      data.map((_, i) => i * 3 - 1),
      shape,
    );
  });

describe('safetensors', () => {
  it('is a length, a header padded to eight, and the numbers', () => {
    const bytes = writeSafetensors({ tensors: { w: ndarray(Uint8Array.of(7, 9), [2]) }, metadata: {} });
    const header = '{"w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}   ';
    expect(bytes).toEqual(fileOf(header, [7, 9]));
    expect(header.length % 8).toBe(0);
  });

  it('gives back every tensor and remark', () => {
    const file = fc.record({
      tensors: fc.dictionary(
        fc.string().filter((name) => name !== '__metadata__'),
        arrays,
      ),
      metadata: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
    });
    fc.assert(
      fc.property(file, ({ tensors, metadata }) => {
        const back = readSafetensors(writeSafetensors({ tensors, metadata }));
        expect({ ...back.metadata }).toEqual({ ...metadata });
        expect(new Map(Object.entries(back.tensors))).toEqual(new Map(Object.entries(tensors)));
      }),
    );
  });

  it('does not depend on the order in which tensors are given, and aligns every one of them', () => {
    const [a, b] = [ndarray(Uint8Array.of(1), [1]), ndarray(Float64Array.of(2), [1])];
    const bytes = writeSafetensors({ tensors: { a, b }, metadata: {} });
    expect(writeSafetensors({ tensors: { b, a }, metadata: {} })).toEqual(bytes);
    expect(new TextDecoder().decode(bytes)).toContain('"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}');
  });

  it('refuses damaged and malicious files by name', () => {
    const four = [1, 2, 3, 4];
    const cases: [string, Uint8Array, RegExp][] = [
      ['empty', new Uint8Array(0), /at least 8 bytes/],
      ['a huge header', fileOf('{}', [], 100_000_001n), /header of at most/],
      ['a header beyond 2^53', fileOf('{}', [], 2n ** 63n), /header of at most/],
      ['cut in the header', fileOf('{}', [], 3n), /cut off/],
      ['not JSON', fileOf('{"w":'), /JSON object/],
      ['a list', fileOf([]), /JSON object/],
      ['trailing bytes', fileOf({ w: tensor('U8', [4], [0, 4]) }, [...four, 5]), /4 bytes of numbers, but 5/],
      ['cut off', fileOf({ w: tensor('U8', [4], [0, 4]) }, [1, 2, 3]), /4 bytes of numbers, but 3/],
      [
        'overlap',
        fileOf({ a: tensor('U8', [3], [0, 3]), b: tensor('U8', [2], [2, 4]) }, four),
        /'b' to begin at byte 3/,
      ],
      [
        'hole',
        fileOf({ a: tensor('U8', [1], [0, 1]), b: tensor('U8', [2], [2, 4]) }, four),
        /'b' to begin at byte 1/,
      ],
      [
        'backwards',
        fileOf({ a: tensor('U8', [4], [0, 4]), b: tensor('U8', [1], [4, 3]) }, four),
        /'b' to begin/,
      ],
      ['a wrong shape', fileOf({ w: tensor('U8', [5], [0, 4]) }, four), /5 bytes for tensor 'w'/],
      [
        'overflow to zero in 64 bits',
        fileOf({ w: tensor('U8', [2 ** 32, 2 ** 32], [0, 0]) }),
        /Expected 18446744073709552000 bytes/,
      ],
      ['a negative length', fileOf({ w: tensor('U8', [-4], [0, 4]) }, four), /dtype, shape and data_offsets/],
      [
        'half an element',
        fileOf({ w: tensor('F32', [0.5], [0, 2]) }, [1, 2]),
        /dtype, shape and data_offsets/,
      ],
      ['three offsets', fileOf({ w: tensor('U8', [4], [0, 2, 4]) }, four), /dtype, shape and data_offsets/],
      ['null', fileOf({ w: null }), /dtype, shape and data_offsets/],
      ['an unknown type', fileOf({ w: tensor('BF16', [2], [0, 4]) }, four), /BF16.*Convert it to F32/],
      ['numbers as remarks', fileOf({ __metadata__: { a: 1 } }), /strings in __metadata__/],
      ['no UTF-8', fileOf({ w: 1 }).fill(0xff, 9, 11), /JSON object/],
    ];
    for (const [title, bytes, message] of cases) {
      expect(() => readSafetensors(bytes, 'w.safetensors'), title).toThrow(message);
      expect(() => readSafetensors(bytes, 'w.safetensors'), title).toThrow(
        expect.objectContaining({ code: 'BAD_FILE', file: 'w.safetensors' }),
      );
    }
  });

  it('keeps tensors of awkward names', () => {
    const tensors = Object.fromEntries(
      ['__proto__', 'constructor', '1', ''].map((name, i) => [name, ndarray(Uint8Array.of(i), [1])]),
    );
    const back = readSafetensors(writeSafetensors({ tensors, metadata: {} })).tensors;
    expect(Object.keys(back).sort()).toEqual(['', '1', '__proto__', 'constructor']);
    expect(() => writeSafetensors({ tensors: { __metadata__: tensors['1']! }, metadata: {} })).toThrow(
      /Rename/,
    );
  });
});
